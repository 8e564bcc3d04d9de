fn run() {
    let a = Two(d("a"), d("b"));
    match a {
        Two(first, _) => {
            first.look();
        }
        _ => say("no"),
    }
    say("end");
}
