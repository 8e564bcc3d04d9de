fn make() -> D {
    match d("scrutinee").look() {
        true_or_false => d("made"),
    }
}
fn run() {
    let a = make();
    say("end");
}
