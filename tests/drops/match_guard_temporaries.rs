fn run() {
    match d("scrutinee") {
        a if d("guard").look() && no("more") => eat(a),
        a if !d("other").look() => eat(a),
        a => {
            say("last");
        }
    }
    say("end");
}
