use a;
use ::b::c;
pub use d::e as f;
pub(crate) use g::{self, h, i::{j as k, l::*}, self as m};
use n::*;
use {o, p::q};
use ::{r, s};
use self::t;
use super::super::u::{};
use crate as v;
use w as _;
fn body() {
    use x::y;
    { let z = 1; use x::z; || { use x::a; } }
}
mod inner { use super::b; }
