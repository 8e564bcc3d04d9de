fn run() {
    let a = d("a");
    let b = d("b");
    let c = d("c");
    say("end");
}
