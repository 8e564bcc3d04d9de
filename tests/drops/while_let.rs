fn next(turn: &mut u8) -> Option<D> {
    *turn += 1;
    if *turn < 3 { Some(d("item")) } else { None }
}
fn run() {
    let mut turn = 0;
    while let Some(item) = next(&mut turn) {
        let inside = d("inside");
        item.look();
    }
    let mut more = 0;
    while let Some(_) = d("temporary").option() {
        more += 1;
        if more == 2 {
            break;
        }
        say("turn");
    }
    say("end");
}
