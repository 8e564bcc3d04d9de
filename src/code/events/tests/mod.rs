//! Held by running: what programs print, compiled by rustc in two editions, and what their events print.

mod bodies;
mod calls;
mod drops;
mod kinds;
mod machine;
mod nesting;
mod places;
mod value;
