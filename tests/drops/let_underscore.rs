fn run() {
    let _ = d("value");
    say("after value");
    let place = d("place");
    let _ = place;
    say("after place");
    let _held = d("held");
    let _ = pair("x", "y").a;
    let _ = &d("lent");
    say("end");
}
