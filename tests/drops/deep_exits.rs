fn depth(turn: u8) -> Result<u8, u8> {
    let a = d("a");
    {
        let b = d("b");
        if turn == 0 {
            return Ok(0);
        }
        for item in vec![d("x"), d("y")] {
            let c = d("c");
            if turn == 1 {
                break;
            }
            let number = d("t").failure()?;
        }
        say("after loop");
    }
    Ok(1)
}
fn run() {
    depth(0);
    say("one");
    depth(1);
    say("two");
    depth(2);
    say("end");
}
