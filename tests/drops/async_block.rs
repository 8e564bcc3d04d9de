async fn run() {
    let a = d("a");
    let b = d("b");
    let future = async move {
        let inside = d("inside");
        see(&a);
        pause("in").await;
    };
    say("before");
    future.await;
    say("after");
    async { see(&b) }.await;
    say("end");
}
