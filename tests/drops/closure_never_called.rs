fn run() {
    let a = d("a");
    let b = d("b");
    let c = d("c");
    {
        let never = move || {
            see(&b);
            see(&a);
        };
        say("in");
    }
    say("end");
}
