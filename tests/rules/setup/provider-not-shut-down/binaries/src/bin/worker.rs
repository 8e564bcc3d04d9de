fn main() {
    let provider = shop::start(); // silent: this program shuts down
    println!("working");
    let _ = provider.shutdown();
}
