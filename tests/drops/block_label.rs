fn run() {
    let v = 'found: {
        let a = d("a");
        if yes("leave") {
            break 'found d("early");
        }
        let b = d("b");
        d("late")
    };
    'done: {
        let x = d("x");
        if no("leave") {
            break 'done;
        }
        let y = d("y");
    }
    say("end");
}
