fn run() {
    both(d("a"), d("b"));
    see(&d("lent"));
    both(d("c").pass(), same(&d("x")).lend().look().then_drop(d("d")));
    say("end");
}
trait ThenDrop {
    fn then_drop(self, given: D) -> D;
}
impl ThenDrop for bool {
    fn then_drop(self, given: D) -> D {
        given
    }
}
