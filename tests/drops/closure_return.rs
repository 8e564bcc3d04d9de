fn run() {
    let call = |leave: bool| -> D {
        let a = d("a");
        if leave {
            return d("early");
        }
        let b = d("b");
        d("late")
    };
    let x = call(true);
    let y = call(false);
    say("end");
}
