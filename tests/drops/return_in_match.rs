fn find(choice: Choice) -> D {
    let local = d("local");
    let found = match choice {
        One(a) => a,
        Two(a, b) => return b,
        _ => return d("other"),
    };
    say("found");
    found
}
fn run() {
    let a = find(One(d("one")));
    let b = find(Two(d("x"), d("y")));
    let c = find(Nothing);
    say("end");
}
