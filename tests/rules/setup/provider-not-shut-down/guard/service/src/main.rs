fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _guard = telemetry::Guard::start()?;
    Ok(())
}
