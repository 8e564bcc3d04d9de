fn run() {
    let Pair { a, b } = pair("a", "b");
    let Pair { b: kept, .. } = pair("lost", "kept");
    let whole = pair("c", "d");
    let Pair { ref a, .. } = whole;
    a.look();
    say("end");
}
