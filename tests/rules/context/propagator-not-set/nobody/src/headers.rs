use std::collections::HashMap;

use opentelemetry::propagation::{Extractor, Injector};
use opentelemetry::{Context, global};

pub fn write(headers: &mut HashMap<String, String>) {
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), headers)); //~ propagator-not-set: `shop` never sets a propagator
}

pub fn read(headers: &HashMap<String, String>) -> Context {
    global::get_text_map_propagator(|propagator| propagator.extract(headers)) // silent: one place of a program is enough
}
