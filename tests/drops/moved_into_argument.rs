fn fail(of: u8) -> Result<D, u8> {
    Err(of)
}
fn arguments() -> Result<u8, u8> {
    let x = d("x");
    let y = d("y");
    both(x, fail(1)?);
    Ok(1)
}
fn parts() -> Result<u8, u8> {
    let whole = pair("a", "b");
    let other = d("other");
    let made = (whole.a, fail(1)?, other);
    Ok(1)
}
fn run() {
    arguments();
    say("between");
    parts();
    say("end");
}
