fn good() -> Result<D, u8> {
    let a = d("a");
    let number = d("temporary").success()?;
    let b = d("b");
    Ok(b)
}
fn bad() -> Result<D, u8> {
    let a = d("c");
    let number = d("failing").failure()?;
    let b = d("never");
    Ok(b)
}
fn run() {
    let first = good();
    let second = bad();
    say("end");
}
