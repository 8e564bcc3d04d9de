fn run() {
    let a = d("first");
    let a = d("second");
    let a = { a.look(); d("third") };
    say("end");
}
