fn find(of: Option<D>) -> Option<D> {
    let local = d("local");
    let found = of?;
    found.look();
    Some(found)
}
fn run() {
    find(Some(d("a")));
    find(None);
    let kept = find(Some(d("b")));
    say("end");
}
