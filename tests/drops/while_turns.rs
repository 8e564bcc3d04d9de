fn run() {
    let mut turn = 0;
    while turn < 2 {
        let a = d("a");
        let b = d("b");
        turn += 1;
    }
    say("end");
}
