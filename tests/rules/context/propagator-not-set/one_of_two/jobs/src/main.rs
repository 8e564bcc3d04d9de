#[tokio::main]
async fn main() {
    tokio::spawn(async {
        headers::write(&mut Default::default());
    });
}
