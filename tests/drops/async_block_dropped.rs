async fn run() {
    let a = d("a");
    let b = d("b");
    {
        let future = async move {
            see(&b);
            see(&a);
        };
        say("made");
    }
    let c = d("c");
    async move {
        let moved = c;
        pause("in").await;
        let late = d("late");
    }
    .await;
    say("end");
}
