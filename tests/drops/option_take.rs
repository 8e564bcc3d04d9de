fn run() {
    let mut kept = Some(d("a"));
    let taken = kept.take();
    say("between");
    kept = Some(d("b"));
    kept = None;
    say("end");
}
