fn main() {
    acme_tracing::init();
    shop::run();
}
