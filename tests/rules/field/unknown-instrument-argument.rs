use tracing::{Level, instrument, instrument as traced};

const TITLE: &str = "store";

mod own {
    pub use own_macros::instrument;

    #[instrument(colour = "red")] // silent: the attribute of another library
    pub fn paint() {}
}

#[instrument(skip_all, field(order.id = order))] //~ unknown-instrument-argument: no argument `field`
fn typo(order: u64) {}

#[tracing::instrument(skipall)] //~ unknown-instrument-argument: no argument `skipall`
fn run_together(order: u64) {}

#[traced(skip_all, feilds(order))] //~ unknown-instrument-argument: no argument `feilds`
fn behind_an_alias(order: u64) {}

#[::tracing::instrument(nam = "store")] //~ unknown-instrument-argument: no argument `nam`
fn from_the_root(order: u64) {}

#[instrument(order_id = order, skip_all)] //~ unknown-instrument-argument: no argument `order_id`
fn field_without_fields(order: u64) {}

#[instrument(skip_all, fields(%order), err, customer)] //~ unknown-instrument-argument: no argument `customer`
fn bare(order: u64, customer: u64) -> Result<(), String> {
    Ok(())
}

#[cfg_attr(feature = "traces", tracing::instrument(skip_all, levels = "debug"))] //~ unknown-instrument-argument: `levels`
fn conditional(order: u64) {}

struct Store;

impl Store {
    #[instrument(
        skip_all,
        kind = "client", //~ unknown-instrument-argument: no argument `kind`
        fields(%order)
    )]
    async fn put(&self, order: u64) {}
}

#[instrument] // silent: no arguments at all
fn plain(order: u64) {}

#[instrument("store order")] // silent: the name may come first, without `name =`
fn positional(order: u64) {}

#[instrument(name = "store", level = "debug", target = "depot", skip(order), err, ret)] // silent: all of them exist
fn texts(order: u64) -> Result<u64, String> {
    Ok(order)
}

#[instrument(name = TITLE, level = Level::DEBUG, skip_all, err(Debug), ret(level = "trace"))] // silent: all of them exist
fn expressions(order: u64) -> Result<u64, String> {
    Ok(order)
}

#[instrument(parent = None, follows_from = causes, fields(field = 1, skipall = true))] // silent: fields may have any name
fn links(causes: &[tracing::Id]) {}

#[cfg_attr(feature = "traces", inline, instrument(level = 2, skip_all, crate = own::tracing))] // silent: all of them exist
fn several(order: u64) {}

#[inline(field)] // silent: no attribute of tracing
fn main() {}
