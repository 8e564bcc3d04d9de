fn run() {
    let a = d("a");
    let b = d("b");
    if yes("a") {
        eat(a);
    }
    if no("b") {
        eat(b);
    }
    say("end");
}
