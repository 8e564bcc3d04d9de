fn run() {
    let a = d("a").look() && d("b").look();
    let c = d("c").look() || d("never").look();
    let e = yes("e") && (no("f") || d("g").look()) && d("h").look();
    say("end");
}
