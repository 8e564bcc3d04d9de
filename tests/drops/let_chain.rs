// only 2024
fn run() {
    if d("a").look() && let Some(_) = d("b").option() && d("c").look() {
        say("then");
    }
    if let Some(_) = d("e").option() && let Some(_) = d("f").nothing() {
        say("then");
    } else {
        say("else");
    }
    let choice = One(d("g"));
    if let One(inner) = choice && no("h") {
        eat(inner);
    } else {
        say("else");
    }
    say("end");
}
