fn run() {
    let a = Some(&d("a"));
    let b = &Some(d("b"));
    say("end");
}
