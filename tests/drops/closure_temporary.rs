fn run() {
    let a = d("a");
    let made = Some(d("b")).map(|inner| {
        see(&a);
        d("result")
    });
    let passed = Some(d("c")).map(move |inner| both(inner, a));
    say("end");
}
