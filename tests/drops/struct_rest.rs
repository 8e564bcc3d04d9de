fn run() {
    let base = pair("a", "b");
    let made = Pair { a: d("new"), ..base };
    say("between");
    let other = Pair { b: d("own"), ..pair("taken", "dropped") };
    say("end");
}
