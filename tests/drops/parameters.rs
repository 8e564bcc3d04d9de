fn takes(a: D, _: D, (b, _): (D, D), c: D) {
    let inside = d("inside");
    say("in");
}
fn run() {
    takes(d("a"), d("ignored"), (d("b"), d("half")), d("c"));
    say("end");
}
