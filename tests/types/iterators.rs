//! Iterators and collections.

use std::collections::HashMap;

use tracing::Span;

struct Orders {
    open: HashMap<u64, Span>,
    list: Vec<Span>,
}

impl Orders {
    fn each(&self) -> impl Iterator<Item = &Span> {
        self.list.iter()
    }
}

fn loops(orders: &Orders) {
    for span in &orders.list {
        let a = span; //: &Span
    }
    for span in orders.list.iter().filter(|span| span.is_none()).rev() {
        let b = span; //: &Span
    }
    for (id, span) in &orders.open {
        let c = span; //: &Span
    }
    for (at, span) in orders.list.iter().enumerate() {
        let d = span; //: &Span
    }
    for span in orders.open.values() {
        let e = span; //: &Span
    }
    for span in orders.each() {
        let f = span; //: &Span
    }
}

fn annotated(orders: &Orders) {
    let a: Vec<_> = orders.list.iter().cloned().collect(); //: Vec<Span>
    let b: HashMap<_, _> = HashMap::from(orders.open.clone()); //: HashMap<_, _>
    let c: Option<_> = orders.list.first(); //: Option<&Span>
    let d: Vec<_> = unknown(); //: Vec<_>
}

fn ends(orders: &Orders) {
    let a = orders.list.iter().map(|span| span.clone()).next(); //: Option<Span>
    let b = orders.list.iter().cloned().collect::<Vec<_>>(); //: Vec<Span>
    let c: Vec<Span> = orders.list.iter().cloned().collect(); //: Vec<Span>
    let d = orders.open.get(&1); //: Option<&Span>
    let e = orders.list.iter().find(|span| span.is_none()); //: Option<&Span>
    let f = orders.list.first(); //: Option<&Span>
    let g = orders.list[0].clone(); //: Span
    let h = orders.list.iter().map(|span| (span.clone(), 1u8)).last(); //: Option<(Span, u8)>
    let i = orders.open.values().cloned().fold(1u8, |count, _| count); //: _
}
