fn run() {
    let v = if let Some(_) = d("a").nothing() { d("then") } else { d("else") };
    say("between");
    both(if let Ok(_) = d("b").failure() { d("x") } else { d("y") }, d("z"));
    say("end");
}
