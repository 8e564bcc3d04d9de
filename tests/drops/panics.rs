fn run() {
    let a = d("a");
    let b = pair("b", "c");
    eat(b.a);
    for turn in 0..2 {
        let inside = d("inside");
        if turn == 1 {
            panic!("out");
        }
    }
    say("never");
}
