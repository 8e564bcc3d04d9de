fn run() {
    if d("a").look() {
        say("then");
    }
    if no("b") || d("c").look() && !d("e").look() {
        say("then");
    } else {
        say("else");
    }
    if !(no("f") || d("g").look()) {
        say("then");
    } else {
        say("else");
    }
    say("end");
}
