fn which(choice: Choice) {
    match choice {
        One(a) => {
            a.look();
        }
        Two(a, b) if a.look() && no("guard") => both(a, b),
        Two(a, b) if see(&b) => both(a, b),
        Named { left, .. } => left.end(),
        _ => say("rest"),
    }
    say("out");
}
fn run() {
    which(One(d("one")));
    which(Two(d("x"), d("y")));
    which(Named { left: d("left"), right: d("right") });
    which(Nothing);
}
