use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem::{self, ManuallyDrop};
use std::rc::{Rc, Weak};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, RwLock, mpsc};

use opentelemetry::global::{self, BoxedSpan};
use opentelemetry::trace::{Span as _, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue};
use tracing::{Span, info_span};

struct Job {
    span: BoxedSpan,
    number: u32,
}

struct Plain {
    number: u32,
}

fn start(name: &'static str) -> BoxedSpan {
    global::tracer("shop").start(name)
}

fn forgotten(guarded: Span) {
    mem::forget(start("forgotten")); //~ span-leaked: the span is forgotten here
    let span = global::tracer("shop").start("variable");
    mem::forget(span); //~ span-leaked: the span is forgotten here
    let later;
    later = global::tracer("shop").span_builder("later").start(&global::tracer("shop"));
    mem::forget(later); //~ span-leaked: the span is forgotten here
    let cx = Context::current_with_span(start("context"));
    mem::forget(cx); //~ span-leaked: the span is forgotten here
    std::mem::forget(Box::new(start("boxed"))); //~ span-leaked: forgotten
    std::mem::forget(Job { span: start("in a struct"), number: 1 }); //~ span-leaked: forgotten
    mem::forget(guarded.entered()); //~ span-leaked: forgotten
}

fn forgotten_with_what_holds_it() {
    let mut jobs = Vec::new();
    jobs.push(start("in a list"));
    mem::forget(jobs); //~ span-leaked: forgotten
    let (sender, receiver) = mpsc::channel();
    let _ = sender.send(start("in a channel"));
    mem::forget(receiver); //~ span-leaked: forgotten
}

fn forgotten_as_it_came(job: Job) {
    mem::forget(job); //~ span-leaked: forgotten
}

fn forgotten_for_good_reason() {
    let mut span = start("ended");
    span.end();
    mem::forget(span); // silent: it was ended before
    mem::forget(Plain { number: 1 }); // silent: no span in it
    let (sender, receiver) = mpsc::channel();
    let _ = sender.send(Plain { number: 2 });
    mem::forget(receiver); // silent: no span in the channel
    mem::forget(Context::current()); // silent: somebody else's span, which has other owners
}

fn never_dropped() {
    let held = ManuallyDrop::new(start("held")); //~ span-leaked: nothing drops what this returns
    let _ = held.is_recording();
    let _ = ManuallyDrop::new(start("at once")); //~ span-leaked: nothing drops what this returns
}

fn dropped_by_hand() {
    let mut held = ManuallyDrop::new(start("dropped by hand")); // silent: it is dropped below
    unsafe { ManuallyDrop::drop(&mut held) };
    let taken = ManuallyDrop::new(start("taken")); // silent: it is taken out below
    drop(ManuallyDrop::into_inner(taken));
    let mut ended = ManuallyDrop::new(start("ended")); // silent: it is ended below
    ended.end();
}

fn boxed_for_ever(fast: bool) -> &'static mut BoxedSpan {
    let lost = Box::leak(Box::new(start("lost"))); //~ span-leaked: nothing drops what this returns
    lost.set_attribute(KeyValue::new("fast", fast));
    let ended = Box::leak(Box::new(start("ended"))); // silent: it is ended
    ended.end();
    Box::leak(Box::new(start("handed out"))) // silent: whoever gets it may end it
}

fn leaked_and_given_away(number: u32) {
    let shared: &'static mut BoxedSpan = Box::leak(Box::new(start("shared"))); // silent: another thread ends it
    std::thread::spawn(move || shared.end());
    let plain: &'static Plain = Box::leak(Box::new(Plain { number })); // silent: no span
    let _ = plain.number;
}

fn raw() {
    let pointer = Box::into_raw(Box::new(start("raw"))); // silent: whoever has the pointer may take it back
    drop(unsafe { Box::from_raw(pointer) });
}

static STARTUP: OnceLock<BoxedSpan> = OnceLock::new();
static ROOT: OnceLock<Context> = OnceLock::new();
static CURRENT: Mutex<Option<BoxedSpan>> = Mutex::new(None);
static OPEN: LazyLock<Mutex<HashMap<u32, BoxedSpan>>> = LazyLock::new(|| Mutex::new(HashMap::new()));
static JOBS: RwLock<Vec<Job>> = RwLock::new(Vec::new());

fn into_statics(number: u32) {
    let _ = STARTUP.set(start("startup")); //~ span-leaked: put into `STARTUP`, which is never dropped
    let _ = ROOT.set(Context::current_with_span(start("root"))); //~ span-leaked: put into `ROOT`
    *CURRENT.lock().unwrap() = Some(start("current")); //~ span-leaked: put into `CURRENT`
    OPEN.lock().unwrap().insert(number, start("open")); //~ span-leaked: put into `OPEN`
    let mut jobs = JOBS.write().unwrap();
    jobs.push(Job { span: start("job"), number }); //~ span-leaked: put into `JOBS`
}

static TAKEN: Mutex<Option<BoxedSpan>> = Mutex::new(None);
static REMOVED: LazyLock<Mutex<HashMap<u32, BoxedSpan>>> = LazyLock::new(|| Mutex::new(HashMap::new()));
static CLEARED: Mutex<Vec<BoxedSpan>> = Mutex::new(Vec::new());
static REPLACED: Mutex<Option<BoxedSpan>> = Mutex::new(None);
static LENT: Mutex<Option<BoxedSpan>> = Mutex::new(None);
static MATCHED: Mutex<Vec<BoxedSpan>> = Mutex::new(Vec::new());
static EMPTIED: Mutex<Vec<BoxedSpan>> = Mutex::new(Vec::new());
static HANDED_ON: Mutex<Vec<BoxedSpan>> = Mutex::new(Vec::new());
static ENDED: Mutex<Option<BoxedSpan>> = Mutex::new(None);
static AMBIENT: OnceLock<Context> = OnceLock::new();
static NUMBERS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn into_statics_and_out_again(number: u32) {
    *TAKEN.lock().unwrap() = Some(start("taken")); // silent: another function takes it out
    REMOVED.lock().unwrap().insert(number, start("removed")); // silent: removed elsewhere
    CLEARED.lock().unwrap().push(start("cleared")); // silent: cleared elsewhere
    *REPLACED.lock().unwrap() = Some(start("replaced")); // silent: set to nothing elsewhere
    *LENT.lock().unwrap() = Some(start("lent")); // silent: the whole static is lent to others
    *ENDED.lock().unwrap() = Some(start("ended")); // silent: ended in place
    if let Ok(mut matched) = MATCHED.lock() {
        matched.push(start("matched")); // silent: what a pattern takes apart is not followed
    }
    let mut emptied = EMPTIED.lock().unwrap();
    emptied.push(start("emptied")); // silent: emptied below, by the same name
    emptied.drain(..).for_each(drop);
    let mut handed_on = HANDED_ON.lock().unwrap();
    handed_on.push(start("handed on")); // silent: another function gets hold of it
    finish_all(&mut handed_on);
    let _ = AMBIENT.set(Context::new()); // silent: no span in it
    NUMBERS.lock().unwrap().push(number); // silent: a number
}

fn out_again(number: u32) {
    drop(TAKEN.lock().unwrap().take());
    let _ = REMOVED.lock().unwrap().remove(&number);
    CLEARED.lock().unwrap().clear();
    *REPLACED.lock().unwrap() = None;
    finish(&LENT);
    if let Some(span) = ENDED.lock().unwrap().as_mut() {
        span.end();
    }
}

fn finish(slot: &Mutex<Option<BoxedSpan>>) {
    drop(slot.lock().map(|mut span| span.take()));
}

fn finish_all(spans: &mut Vec<BoxedSpan>) {
    spans.iter_mut().for_each(|span| span.end());
}

thread_local! {
    static STACK: RefCell<Vec<BoxedSpan>> = RefCell::new(Vec::new());
    static BY_NUMBER: RefCell<HashMap<u32, BoxedSpan>> = RefCell::new(HashMap::new());
    static POPPED: RefCell<Vec<BoxedSpan>> = RefCell::new(Vec::new());
    static LAST: Cell<Option<Span>> = const { Cell::new(None) };
}

fn into_thread_locals(number: u32) {
    BY_NUMBER.with(|open| open.borrow_mut().insert(number, start("by number"))); //~ span-leaked: put into `BY_NUMBER`
    STACK.with(|stack| {
        let mut stack = stack.borrow_mut();
        stack.push(start("stack")); //~ span-leaked: put into `STACK`
    });
    POPPED.with(|stack| stack.borrow_mut().push(start("popped"))); // silent: popped elsewhere
    LAST.with(|last| last.set(Some(info_span!("last")))); // silent: taken elsewhere
}

fn out_of_thread_locals() {
    let _ = POPPED.with(|stack| stack.borrow_mut().pop());
    drop(LAST.take());
}

struct Node {
    span: BoxedSpan,
    next: RefCell<Option<Rc<Node>>>,
    back: RefCell<Weak<Node>>,
}

fn circle_of_one() {
    let node = Rc::new(Node { span: start("one"), next: RefCell::default(), back: RefCell::default() });
    *node.next.borrow_mut() = Some(Rc::clone(&node)); //~ span-leaked: this closes a circle of counted pointers
}

fn circle_of_two() {
    let first = Rc::new(Node { span: start("first"), next: RefCell::default(), back: RefCell::default() });
    let second = Rc::new(Node { span: start("second"), next: RefCell::default(), back: RefCell::default() });
    *first.next.borrow_mut() = Some(second.clone()); // silent: no circle yet
    *second.next.borrow_mut() = Some(first.clone()); //~ span-leaked: this closes a circle
}

fn a_line() {
    let first = Rc::new(Node { span: start("first"), next: RefCell::default(), back: RefCell::default() });
    let second = Rc::new(Node { span: start("second"), next: RefCell::default(), back: RefCell::default() });
    *first.next.borrow_mut() = Some(second.clone()); // silent: a line
    *second.back.borrow_mut() = Rc::downgrade(&first); // silent: a weak pointer keeps nothing alive
}

fn a_circle_that_is_opened() {
    let node = Rc::new(Node { span: start("opened"), next: RefCell::default(), back: RefCell::default() });
    *node.next.borrow_mut() = Some(Rc::clone(&node)); // silent: taken apart below
    node.next.borrow_mut().take();
}

struct Shared {
    span: BoxedSpan,
    others: Mutex<Vec<Arc<Shared>>>,
}

fn shared_circle() {
    let all = Arc::new(Shared { span: start("shared"), others: Mutex::new(Vec::new()) });
    all.others.lock().unwrap().push(all.clone()); //~ span-leaked: this closes a circle
}

fn shared_among_others() {
    let all = Arc::new(Shared { span: start("shared"), others: Mutex::new(Vec::new()) });
    let other = Arc::new(Shared { span: start("other"), others: Mutex::new(Vec::new()) });
    all.others.lock().unwrap().push(other.clone()); // silent: one holds the other, and nobody holds the first
}
