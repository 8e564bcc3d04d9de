fn run() {
    let (a, b) = (d("a"), d("b"));
    let (c, _) = (d("c"), d("ignored"));
    let whole = (d("d"), d("e"));
    let (x, _) = whole;
    x.look();
    say("end");
}
