//! Nobody installs anything.
mod orders;

fn main() {
    orders::place();
    orders::count();
}
