fn run() {
    let mut a = d("old");
    eat(a);
    a = d("new");
    say("between");
    if yes("move") {
        eat(a);
    }
    a = d("newest");
    say("end");
}
