fn run() {
    let list = vec![d("a"), d("b")];
    see(&list[0]);
    let mut grown = vec![d("x")];
    grown.push(d("y"));
    say("end");
}
