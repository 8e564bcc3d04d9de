fn which(pair: (Choice, Option<D>)) {
    match pair {
        (One(a), Some(b)) => both(a, b),
        (Two(a, _), None) => a.end(),
        (Named { left, right }, _) => both(right, left),
        (first, second) => say("rest"),
    }
    say("out");
}
fn run() {
    which((One(d("a")), Some(d("b"))));
    which((Two(d("c"), d("e")), None));
    which((Named { left: d("l"), right: d("r") }, Some(d("f"))));
    which((One(d("g")), None));
}
