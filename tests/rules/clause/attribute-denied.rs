//% version: 1
//% services: [fixture, notification]
//% attributes:
//%   shop.coupon: { deny: codes are money, aliases: [coupon] }
//%   shop.card: { deny: it may be a number of a card, except: { carriers: [log] } }
//%   shop.letter: { deny: it is too long, except: { carriers: [log, event] } }
//%   shop.recipient: { deny: it is a name, except: { services: [notification] } }
//%   shop.address: { deny: it is a place, except: { services: [fixture], carriers: [log] } }
//%   shop.sender: { deny: it is a name, except: { services: [fixture] } }
use opentelemetry::KeyValue;
use opentelemetry::trace::Span;
use tracing::{info, info_span, instrument};

fn call(span: &mut impl Span, value: String) {
    span.set_attribute(KeyValue::new("shop.coupon", value.clone())); //~ attribute-denied: the contract forbids `shop.coupon` (contract.yaml:4): codes are money
    span.set_attribute(KeyValue::new("shop.card", value.clone())); //~ attribute-denied: the contract forbids `shop.card`
    span.set_attribute(KeyValue::new("shop.recipient", value.clone())); //~ attribute-denied: the contract forbids `shop.recipient`
    span.set_attribute(KeyValue::new("shop.address", value.clone())); //~ attribute-denied: the contract forbids `shop.address`
    span.set_attribute(KeyValue::new("shop.sender", value)); // silent: this service is excepted
}

fn unknown(value: String) -> Vec<KeyValue> {
    // silent: on a log it may be
    vec![KeyValue::new("shop.card", value)]
}

fn fields(value: &str) {
    let _guard = info_span!("order", shop.coupon = value).entered(); //~ attribute-denied: `shop.coupon`
    info!(shop.coupon = value, "used"); //~ attribute-denied: `shop.coupon`
    info!(shop.card = value, "used"); // silent: it may become a log record, where it is welcome
    info!(shop.letter = value, "sent"); // silent: it is welcome there, whatever it becomes
}

#[instrument] //~ attribute-denied: `redeem` records its argument `coupon`, which the contract forbids
fn redeem(coupon: &str) {
    println!("{coupon}");
}

fn main() {}
