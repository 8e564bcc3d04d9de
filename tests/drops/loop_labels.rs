fn run() {
    let mut turn = 0;
    'outer: loop {
        let a = d("a");
        loop {
            let b = d("b");
            turn += 1;
            if turn == 1 {
                continue 'outer;
            }
            if turn == 2 {
                continue;
            }
            let c = d("c");
            break 'outer;
        }
    }
    say("end");
}
