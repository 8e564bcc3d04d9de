fn run() {
    let late;
    let early = d("early");
    if yes("which") {
        late = d("late");
    } else {
        late = d("other");
    }
    let never: D;
    say("end");
}
