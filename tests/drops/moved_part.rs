fn run() {
    let whole = pair("a", "b");
    let other = d("other");
    eat(whole.a);
    say("end");
}
