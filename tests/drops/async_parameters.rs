async fn work(a: D, _: D, b: D) -> D {
    let local = d("local");
    pause("in").await;
    b
}
async fn run() {
    let result = work(d("a"), d("ignored"), d("b")).await;
    say("end");
}
