fn run() {
    let a = d("a");
    let b = d("b");
    drop(a);
    drop(d("c"));
    forget(b);
    let mut e = d("e");
    let old = replace(&mut e, d("f"));
    say("end");
}
