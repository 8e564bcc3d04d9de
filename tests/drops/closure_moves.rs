fn run() {
    let a = d("a");
    let b = d("b");
    let call = move || see(&a);
    let c = d("c");
    call();
    say("end");
}
