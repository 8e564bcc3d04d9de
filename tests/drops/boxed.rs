fn run() {
    let boxed = Box::new(d("a"));
    boxed.look();
    let unboxed = *boxed;
    let pair = Box::new(pair("x", "y"));
    let part = pair.a;
    say("end");
}
