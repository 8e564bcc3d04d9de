fn run() {
    let outer = d("outer");
    let value = loop {
        let inner = d("inner");
        if yes("leave") {
            break d("value");
        }
        say("never");
    };
    say("end");
}
