fn run() {
    let a = d("a");
    let outer = move || {
        let b = d("b");
        let inner = move || both(a, b);
        say("in outer");
        inner();
    };
    say("before");
    outer();
    say("end");
}
