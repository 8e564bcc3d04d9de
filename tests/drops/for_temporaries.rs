fn numbers(of: &D) -> Vec<u8> {
    vec![1, 2]
}
fn run() {
    for number in numbers(&d("temporary")) {
        say("turn");
    }
    say("between");
    let list = vec![d("a"), d("b")];
    for item in &list {
        item.look();
    }
    say("end");
}
