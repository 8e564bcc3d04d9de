async fn fails(given: D) -> Result<u8, u8> {
    let local = d("local");
    pause("in").await;
    let number = d("temporary").failure()?;
    Ok(number)
}
async fn run() {
    let result = fails(d("given")).await;
    let result: Result<u8, u8> = async {
        let inside = d("inside");
        fails(d("other")).await?;
        Ok(1)
    }
    .await;
    say("end");
}
