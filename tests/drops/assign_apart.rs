fn run() {
    let mut a = d("a");
    let mut b = d("b");
    (a, b) = (d("c"), d("d"));
    say("between");
    (a, _) = (d("e"), d("f"));
    _ = d("g");
    say("end");
}
