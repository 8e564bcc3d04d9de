fn first(choice: Choice) {
    match choice {
        One(a) | Two(a, _) if a.look() && no("never") => eat(a),
        Two(a, b) | Named { left: b, right: a } if see(&b) => both(a, b),
        _ => say("rest"),
    }
    say("out");
}
fn run() {
    first(One(d("one")));
    first(Two(d("x"), d("y")));
    first(Named { left: d("left"), right: d("right") });
}
