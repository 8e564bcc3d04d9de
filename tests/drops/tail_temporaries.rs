fn tail() -> bool {
    let local = d("local");
    d("tail").look()
}
fn nested() -> bool {
    let outer = d("outer");
    {
        let inner = d("inner");
        d("inner tail").look()
    }
}
fn run() {
    tail();
    nested();
    let v = { let a = d("a"); d("b").look() };
    say("end");
}
