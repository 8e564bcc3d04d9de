fn seen(of: &D, number: u8) -> bool {
    true
}
fn tail(number: Result<u8, u8>) -> Result<bool, u8> {
    let a = d("a");
    d("x").success()?;
    Ok(seen(d("tail").lend(), number?))
}
fn nested(number: Result<u8, u8>) -> Result<bool, u8> {
    let outer = d("outer");
    d("x").success()?;
    Ok({
        let inner = d("inner");
        d("y").success()?;
        seen(d("tail").lend(), number?)
    })
}
fn run() {
    tail(Ok(1));
    say("failing");
    tail(Err(1));
    say("nested");
    nested(Ok(1));
    say("failing");
    nested(Err(1));
    say("end");
}
