fn run() {
    let a = d("a");
    let call = || see(&a);
    call();
    call();
    let b = d("b");
    say("end");
}
