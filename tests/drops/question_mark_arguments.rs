fn make(name: &'static str) -> Result<D, u8> {
    Ok(d(name))
}
fn fail() -> Result<D, u8> {
    Err(1)
}
fn arguments() -> Result<u8, u8> {
    let local = d("local");
    both(d("a"), make("b")?);
    both(local, fail()?);
    Ok(1)
}
fn parts() -> Result<Pair, u8> {
    let local = d("x");
    Ok(Pair { a: local, b: fail()? })
}
fn error() -> Result<u8, D> {
    let result: Result<u8, D> = Err(d("error"));
    let local = d("y");
    result?;
    Ok(1)
}
fn run() {
    arguments();
    parts();
    let kept = error();
    say("end");
}
