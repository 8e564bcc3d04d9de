struct Three {
    x: D,
    y: D,
    z: D,
}
fn run() {
    let three = Three { z: d("z"), x: d("x"), y: d("y") };
    let tuple = (d("first"), d("second"));
    let list = [d("one"), d("two")];
    let boxed = Box::new(pair("a", "b"));
    say("end");
}
