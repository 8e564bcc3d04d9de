cfg_if! { if #[cfg(unix)] { fn unix() {} mod unix_only { use a::b; } } else if #[cfg(test)] { use c::d; } else { struct Other; } }
thread_local! { static FIRST: u8 = 1; pub(crate) static LAST: Cell<u8> = const { Cell::new(1) } }
lazy_static! { pub static ref LAZY: Regex = Regex::new("a").unwrap(); }
std::thread_local!(static QUALIFIED: u8 = 1);
wrapped! { fn seen() {} use e::f; }
proptest! { #[test] fn almost(x in 0..1) { fn deep() {} } }
bitflags! { pub struct Flags: u32 { const A = 1; } fn forgotten() {} }
rules!(a, b);
empty! {}
nested! { fn outer_seen() {} again! { fn inner_seen() {} } broken! { fn lost() {} 1 + 1 } }
fn after() { thread_local! { static LOCAL: u8 = 1; } }
