fn main() {
    let _provider = shop::start();
    println!("serving");
}
