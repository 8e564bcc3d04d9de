fn run() {
    d("a").pass().pass().look();
    say("between");
    let kept = d("b").pass();
    d("c").end();
    see(d("e").pass().lend());
    say("end");
}
