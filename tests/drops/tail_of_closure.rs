fn run() {
    let call = |given: D| see(&d("temporary"));
    call(d("a"));
    let block = |given: D| {
        let local = d("local");
        d("tail").look()
    };
    block(d("b"));
    say("end");
}
