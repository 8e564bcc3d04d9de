fn find(given: Option<D>) -> D {
    let Some(found) = given else {
        say("none");
        return d("default");
    };
    say("found");
    found
}
fn temporaries() {
    let Some(_) = d("a").nothing() else {
        say("else");
        return;
    };
}
fn kept() {
    let Some(_) = d("b").option() else { return };
    say("kept");
}
fn run() {
    let a = find(Some(d("x")));
    let b = find(None);
    temporaries();
    kept();
    say("end");
}
