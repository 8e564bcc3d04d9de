fn run() {
    let maybe = Some(d("a"));
    if let Some(inner) = maybe {
        inner.look();
        say("in");
    }
    let other = Two(d("b"), d("c"));
    if let Two(_, second) = other {
        second.look();
    }
    say("end");
}
