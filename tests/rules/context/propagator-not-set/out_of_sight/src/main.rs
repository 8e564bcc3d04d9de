mod headers;

fn main() {
    acme_observability::start();
    headers::write(&mut Default::default());
}
