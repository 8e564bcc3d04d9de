fn run() {
    let whole = pair("a", "b");
    {
        let call = move || see(&whole.a);
        call();
    }
    say("between");
    see(&whole.b);
    say("end");
}
