#!/usr/bin/env run-cargo-script 'unbalanced "quote
//! Inner documentation of the file.
#![allow(dead_code)]

/// Outer documentation.
/** Of both kinds. */
#[derive(Debug, Clone)]
#[cfg_attr(feature = "x{", doc = "}")]
pub struct Plain<'a, T: Fn(u8) -> u8 = fn(u8) -> u8, const N: usize = { 3 }> where T: 'a { a: &'a T, b: [u8; { N }] }
struct Tuple<T>(pub T, Vec<T>) where T: Into<Option<u8>>;
pub(in crate::a) struct Unit;
struct Where where [(); { 1 }]: Sized;
//// No documentation.
/*** Nor this. */
pub(crate) enum Choice<T> { A, B(T), C { x: u8 } = 3 }
pub union Both { a: u8, b: u8 }
pub type Alias<T> = Result<T, Box<dyn Fn(&str) -> u8>>;
const A: char = '{';
const _: () = { fn inside() {} };
pub const CLOSURE: fn(u8) -> u8 = |x| { struct Deep; x };
static mut TEXT: &str = r#"fn no() { "} "#;
static BYTES: &[u8] = b"}" ;
unsafe auto trait Auto {}
pub trait Trait: Sized + Into<u8> where Self: 'static {
    const C: u8 = 1;
    type Item: Default;
    type Generic<'a> where Self: 'a;
    fn required(&self) -> <Self as Trait>::Item;
    #[inline]
    fn provided(self) { fn nested() {} }
}
trait Short = Copy + Clone;
fn plain() {}
pub async unsafe fn r#fn<'a, T>(x: &'a T) -> Result<(), [T; { 2 }]> where T: Fn(u8) -> Vec<u8>, { 'a: loop { break 'a } }
const fn constant() -> Array<{ 3 }> { Array }
unsafe extern "C" fn foreign(_: *const u8) -> impl Fn() -> u8 + use<'static> { || 1 }
extern "C" { fn declared(x: u8); static S: u8; type Opaque; }
unsafe extern { safe fn known(); pub unsafe fn unknown(); }
impl<T> Plain<'_, T, { 3 }> { pub(super) fn method(&self) where T: Copy {} const X: u8 = 1; made!(x); }
impl Trait for Vec<u8> { type Item = u8; default fn required(&self) -> u8 { 0 } }
impl<T: Fn() -> u8> !Send for Tuple<T> {}
unsafe impl<'a, const N: usize> crate::a::Trait<'a> for &'a [u8; N] where for<'b> u8: Into<u8> {}
impl <u8 as Trait>::Item { fn of_projection() {} }
impl for_each::For for dyn for<'a> Fn(&'a u8) {}
mod elsewhere;
#[path = "x.rs"] pub mod moved;
mod inline { //! Inner.
    #![allow(x)]
    pub(self) fn one() {} /* { /* nested */ } */ mod deeper { pub fn two() {} }
}
macro_rules! made { ($x:ident) => { fn $x() {} }; }
macro_rules! other ( () => () );
pub macro modern($x:ident) { fn $x() {} }
#[macro_use] extern crate core as heart;
extern crate self as this;
fn größe() {} fn last() {}
