mod headers;

fn main() {
    let mut map = std::collections::HashMap::new();
    headers::write(&mut map);
    headers::read(&map);
}
