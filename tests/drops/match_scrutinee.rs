fn run() {
    match d("a").look() {
        _ => say("arm"),
    }
    say("between");
    match d("b").option() {
        Some(_) => say("some"),
        None => say("none"),
    };
    let _v = match d("c").look() { _ => d("value") };
    say("end");
}
