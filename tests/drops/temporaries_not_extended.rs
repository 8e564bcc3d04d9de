fn run() {
    let seen = see(&d("a"));
    let b = d("b").lend().look();
    let _kept = &d("c").pass();
    let ref held = d("held");
    say("end");
}
