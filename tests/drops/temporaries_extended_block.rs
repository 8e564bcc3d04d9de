fn run() {
    let a = { say("in"); &d("a") };
    let b = if yes("b") { &d("b") } else { &d("c") };
    let e = match 1 {
        _ => &d("e"),
    };
    say("end");
}
