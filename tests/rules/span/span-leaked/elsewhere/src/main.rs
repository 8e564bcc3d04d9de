mod finish;
mod open;

fn main() {
    open::open(1);
    finish::finish();
}
