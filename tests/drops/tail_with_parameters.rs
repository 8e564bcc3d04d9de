fn tail(given: D) -> bool {
    let local = d("local");
    see(&d("temporary")) && given.look()
}
fn matched(given: D) -> bool {
    let local = d("local");
    match d("scrutinee").option() {
        Some(_) => given.look(),
        None => false,
    }
}
fn run() {
    tail(d("first"));
    matched(d("second"));
}
