fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = telemetry::Guard::start()?; //~ telemetry-guard-dropped: the `Guard` is dropped here
    Ok(())
}
