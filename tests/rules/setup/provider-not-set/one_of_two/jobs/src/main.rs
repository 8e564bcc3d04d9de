fn main() {
    orders::place();
}
