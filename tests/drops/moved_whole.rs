fn run() {
    let a = d("a");
    let b = a;
    let c = d("c");
    eat(b);
    say("end");
}
