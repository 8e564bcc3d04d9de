fn run() {
    d("a").look();
    let seen = d("b").look();
    say("between");
    see(d("c").lend());
    let _x = (d("d").look(), d("e").look());
    d("unused");
    say("end");
}
