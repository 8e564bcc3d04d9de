fn run() {
    let mut turn = 0;
    while see(&d("condition")) && turn < 2 {
        turn += 1;
        say("turn");
    }
    say("end");
}
