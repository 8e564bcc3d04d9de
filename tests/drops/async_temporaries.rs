async fn run() {
    see(later(d("a")).await.lend());
    let seen = later(d("b")).await.look();
    both(d("first"), later(d("second")).await);
    match later(d("c")).await.option() {
        Some(_) => pause("arm").await,
        None => {}
    }
    say("end");
}
