fn numbers(of: &D) -> Vec<u8> {
    vec![1]
}
fn tail() {
    let a = d("a");
    for number in numbers(&d("temporary")) {
        say("turn");
    }
}
fn run() {
    tail();
    let value = (for number in numbers(&d("in tuple")) {}, d("behind"));
    say("end");
}
