fn run() {
    let choice = Two(d("a"), d("b"));
    match &choice {
        One(a) => see(a),
        Two(a, b) => see(a) && see(b),
        _ => false,
    };
    let maybe = Some(d("c"));
    if let Some(inner) = &maybe {
        inner.look();
    }
    say("end");
}
