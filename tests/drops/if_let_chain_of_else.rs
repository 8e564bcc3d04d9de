fn run() {
    if let Some(_) = d("a").nothing() {
        say("first");
    } else if let Some(_) = d("b").nothing() {
        say("second");
    } else if d("c").look() {
        say("third");
    }
    say("end");
}
