fn run() {
    for turn in 0..2 {
        let a = d("a");
        say("turn");
    }
    for item in vec![d("x"), d("y"), d("z")] {
        item.look();
        if item.0 == "y" {
            break;
        }
    }
    say("end");
}
