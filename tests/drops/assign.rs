fn run() {
    let mut a = d("old");
    a = d("new");
    say("between");
    let mut whole = pair("x", "y");
    whole.a = d("z");
    whole.b = whole.a.pass();
    say("end");
}
