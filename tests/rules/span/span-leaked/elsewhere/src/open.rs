use std::sync::Mutex;

use opentelemetry::global::{self, BoxedSpan};
use opentelemetry::trace::Tracer;

pub static WAITING: Mutex<Vec<BoxedSpan>> = Mutex::new(Vec::new());
pub static SHIPPED: Mutex<Vec<BoxedSpan>> = Mutex::new(Vec::new());
pub static COUNTED: Mutex<Vec<BoxedSpan>> = Mutex::new(Vec::new());

pub fn open(number: i64) {
    let tracer = global::tracer("depot");
    WAITING.lock().unwrap().push(tracer.start("wait")); // silent: another file takes it out
    SHIPPED.lock().unwrap().push(tracer.start("ship")); // silent: another file gets the whole list
    COUNTED.lock().unwrap().push(tracer.start("count")); //~ span-leaked: put into `COUNTED`
    tracing::info!(number, "open");
}
