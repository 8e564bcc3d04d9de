fn outer() {
    let closure = |x| { use a::b; fn in_closure() {} };
    let value = Struct { union: 1, field: if x { 1 } else { 2 } };
    match value { A => { const IN_ARM: u8 = 1; } const { 3 } => {} _ => unsafe { fn in_unsafe() {} } }
    const { 1 }; static || 1; unsafe {} async move { type InAsync = u8; };
    let f: fn(u8) -> u8 = g; let p: *const u8 = h as unsafe extern "C" fn();
    #[cfg(x)] let y = 1;
    #[test] /// With documentation.
    pub fn attributed() { impl Trait for Local { fn of_impl() { mod in_method { fn innermost() {} } } } struct Local; }
    union U { a: u8 } union(1); auto = default; default();
    macro_rules! local { () => { fn no() {} } }
    select! { x = y => { use c::d; fn in_select() {} } }
    quote! { struct Quoted { a: u8 } impl #name { fn quoted(&self) {} } }
    if let Some(x) = y { enum InIf { A } } else { trait InElse {} }
    extern crate alloc; async fn asynchronous() {} unsafe fn unsound() {} const fn fixed() {} extern "C" { fn foreign(); }
    for _ in 0..1 { static IN_LOOP: u8 = 1; }
    [0; { fn in_length() -> usize { 1 } in_length() }]
}
const VALUE: u8 = { use e::f; fn in_value() {} 1 };
