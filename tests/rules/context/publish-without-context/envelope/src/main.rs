mod orders;
mod queue;

fn main() {}
