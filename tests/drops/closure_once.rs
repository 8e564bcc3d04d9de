fn run() {
    let a = d("a");
    let b = d("b");
    let call = move || {
        let inside = d("inside");
        see(&b);
        eat(a);
    };
    call();
    say("between");
    let x = d("x");
    let infer = || eat(x);
    say("before");
    infer();
    say("end");
}
