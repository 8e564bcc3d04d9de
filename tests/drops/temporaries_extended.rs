fn run() {
    let a = &d("a");
    let b = &&d("b");
    let c = Lent { of: &d("c") };
    let e = (&d("d"), &d("e"));
    let f = [&d("f"), &d("g")];
    let h = &pair("h", "i").a;
    say("end");
}
