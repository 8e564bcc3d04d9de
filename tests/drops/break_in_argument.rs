fn run() {
    loop {
        let a = d("a");
        both(d("first"), if yes("leave") { break } else { d("second") });
    }
    loop {
        let x = d("x");
        both(x, if yes("leave") { break } else { d("second") });
    }
    say("end");
}
