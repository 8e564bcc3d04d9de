fn run() {
    let a = d("a");
    let mut b = d("b");
    b = d("c");
    both(d("first"), if yes("leave") { unreachable!() } else { d("second") });
}
