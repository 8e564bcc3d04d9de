fn run() {
    if let Some(_) = d("a").option() {
        say("then");
    } else {
        say("else");
    }
    if let Some(_) = d("b").nothing() {
        say("then");
    } else {
        say("else");
    }
    say("end");
}
