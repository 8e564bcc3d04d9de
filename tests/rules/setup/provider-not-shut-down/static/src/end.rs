pub async fn all() {
    if let Some(known) = super::start::provider() {
        let _ = known.shutdown();
    }
}
