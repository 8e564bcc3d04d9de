fn run() {
    let mut whole = pair("a", "b");
    eat(whole.a);
    whole.a = d("again");
    let mut one = d("one");
    let two = one;
    one = d("three");
    say("end");
}
