fn main() {
    println!("this one has no telemetry");
}
