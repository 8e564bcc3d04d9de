fn run() {
    let maybe = Some(d("a"));
    match &maybe {
        whole @ Some(inner) => {
            inner.look();
        }
        None => {}
    }
    let outer = (Some(d("b")), d("c"));
    if let (Some(inner), _) = outer {
        inner.look();
    }
    say("end");
}
