struct Owner {
    inner: D,
}
impl Owner {
    fn inner(&self) -> &D {
        &self.inner
    }
}
fn run() {
    let owner = Owner { inner: d("inner") };
    see(owner.inner());
    see(Owner { inner: d("temporary") }.inner());
    let kept = Owner { inner: d("moved") }.inner;
    say("end");
}
