fn main() {
    let provider = telemetry::start();
    orders::place(); // silent: `telemetry` installs a provider
    let _ = provider.shutdown();
}
