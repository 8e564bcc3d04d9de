use opentelemetry::baggage::{Baggage, BaggageExt, KeyValueMetadata};
use opentelemetry::{Context, Key, KeyValue};

struct User {
    email: String,
    tier: String,
}

fn contexts(context: &Context, user: &User, session: String) -> [Context; 5] {
    let one = Context::current_with_baggage(vec![KeyValue::new("user.email", user.email.clone())]); //~ pii-in-baggage: `user.email` holds personal data
    let two = context.with_baggage([KeyValue::new("shop.session.token", session)]); //~ pii-in-baggage: `shop.session.token` holds a secret
    let three = context.with_baggage([KeyValue::new("who", user.email.clone())]); //~ pii-in-baggage: holds user.email, personal data
    let four = context.with_baggage([KeyValueMetadata::new("user.phone", "4711", "")]); //~ pii-in-baggage: `user.phone` holds personal data
    let five = Context::current_with_baggage(vec![KeyValue::new("user.tier", user.tier.clone())]); // silent: nobody's name
    let six = Context::current_with_baggage(vec![Key::new("user.has_email").bool(true)]); // silent: about it
    let _guard = six.attach();
    [one, two, three, four, five]
}

fn entries(email: String) -> Baggage {
    let mut baggage = Baggage::new();
    baggage.insert("user.email", email); //~ pii-in-baggage: `user.email` holds personal data
    baggage.insert("user.tier", "gold"); // silent: nobody's name
    baggage
}

fn main() {}
