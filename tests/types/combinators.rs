//! What combinators of the standard library make of a value.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, OnceLock};

use tracing::Span;

struct Failure;
struct Holder {
    span: Option<Span>,
    spans: Vec<Span>,
}

static SPANS: OnceLock<Vec<Span>> = OnceLock::new();
static FIRST: LazyLock<Option<Span>> = LazyLock::new(|| Some(Span::current()));
const NAME: &str = "name";

fn options(mut holder: Holder, other: Option<u8>, nested: Option<Option<Span>>, failed: Option<Result<Span, Failure>>) {
    let a = holder.span.take(); //: Option<Span>
    let b = holder.span.replace(Span::current()); //: Option<Span>
    let c = holder.span.as_ref().map(|span| span.clone()); //: Option<Span>
    let d = holder.span.as_mut(); //: Option<&Span>
    let e = holder.span.clone().ok_or_else(|| Failure); //: Result<Span, _>
    let f = holder.span.clone().unwrap_or_else(Span::none); //: Span
    let g = holder.span.clone().map_or(1u8, |_| 2u8); //: u8
    let h = holder.span.clone().zip(other); //: Option<(Span, u8)>
    let i = nested.flatten(); //: Option<Span>
    let j = failed.transpose(); //: Result<Option<Span>, _>
    let k = holder.span.get_or_insert_with(Span::current); //: &Span
    let l = holder.span.and_then(|span| Some((span, 1u8))); //: Option<(Span, u8)>
}

fn results(made: Result<Span, Failure>, perhaps: Result<Option<Span>, Failure>) {
    let a = made.as_ref().ok(); //: Option<&Span>
    let b = perhaps.transpose(); //: Option<Result<Span, Failure>>
    let c = made.map_or_else(|_| Span::none(), |span| span); //: Span
}

fn shared(span: Arc<Span>, text: std::borrow::Cow<str>) {
    let a = Arc::clone(&span); //: Arc<Span>
    let b = span.as_ref(); //: &Span
    let c = Arc::new_cyclic(|_| Span::current()); //: Arc<Span>
    let d = Arc::downgrade(&span).upgrade(); //: _
    let e = text.into_owned(); //: str
}

fn once() {
    let a = SPANS.get(); //: Option<&Vec<Span>>
    let b = SPANS.get_or_init(Vec::new).first(); //: Option<&Span>
    let c = FIRST.as_ref(); //: Option<&Span>
    let d = NAME; //: &&str
    let cell = OnceLock::new();
    cell.get_or_init(|| Span::current());
    let e = cell.get(); //: Option<&Span>
}

fn maps() {
    let mut by_name = HashMap::new();
    by_name.entry("a").or_insert_with(Vec::new).push(Span::current());
    let a = by_name.get("a"); //: Option<&Vec<Span>>
    let mut by_id: BTreeMap<u64, Span> = BTreeMap::new();
    for (id, span) in by_id.range_mut(1..) {
        let b = span; //: &Span
    }
    let c = by_id.pop_first(); //: Option<(u64, Span)>
    let d = by_id.into_values().next(); //: Option<Span>
}

fn iterators(holder: &Holder) {
    let a = holder.spans.iter().filter_map(|span| Some(span.clone())).next(); //: Option<Span>
    let b = holder.spans.iter().flat_map(|span| vec![span.clone()]).last(); //: Option<Span>
    let c = holder.spans.iter().zip(vec![1u8]).next(); //: Option<(&Span, u8)>
    let d = (0..3).map(|_| Span::current()).collect::<Vec<_>>(); //: Vec<Span>
    let e = holder.spans.iter().find_map(|span| Some(span.clone())); //: Option<Span>
    let f = vec![vec![Span::current()]].into_iter().flatten().next(); //: Option<Span>
    let g = "a/b".rsplit('/').next(); //: Option<&str>
    let h = "a=b".split_once('='); //: Option<(&str, &str)>
}

fn loops(holder: Holder) {
    let a = loop { //: Span
        if let Some(span) = &holder.span {
            break span.clone();
        }
    };
    let b = loop { //: _
        break;
    };
}
