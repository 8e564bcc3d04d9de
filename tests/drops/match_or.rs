fn first(choice: Choice) -> D {
    match choice {
        One(a) | Two(a, _) | Named { left: a, .. } => a,
        Nothing => d("nothing"),
    }
}
fn run() {
    let a = first(One(d("one")));
    let b = first(Two(d("x"), d("y")));
    let c = first(Named { left: d("left"), right: d("right") });
    let e = first(Nothing);
    say("end");
}
