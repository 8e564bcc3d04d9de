async fn run() {
    let a = d("a");
    pause("one").await;
    let b = later(d("b")).await;
    later(d("dropped")).await;
    say("end");
}
