fn which(pair: (Choice, bool)) {
    match pair {
        (One(a) | Two(_, a), flag) if flag => eat(a),
        (Named { left: a, .. } | One(a), _) => a.end(),
        _ => say("rest"),
    }
    say("out");
}
fn run() {
    which((Two(d("a"), d("b")), yes("flag")));
    which((One(d("c")), no("flag")));
    which((Two(d("e"), d("f")), no("flag")));
    which((Named { left: d("l"), right: d("r") }, yes("flag")));
}
