fn early(given: D) -> D {
    let a = d("a");
    {
        let b = d("b");
        if yes("leave") {
            return d("result");
        }
    }
    let c = d("c");
    given
}
fn value(given: D) -> D {
    let a = d("a");
    return given;
}
fn run() {
    let first = early(d("x"));
    let second = value(d("y"));
    say("end");
}
