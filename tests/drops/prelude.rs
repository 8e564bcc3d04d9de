// What the programs beside this file share. `regenerate.sh` puts it before each of them.
#![allow(warnings)]
use std::mem::{forget, replace};

pub struct D(pub &'static str);

impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

impl D {
    pub fn look(&self) -> bool {
        println!("look {}", self.0);
        true
    }
    pub fn lend(&self) -> &D {
        self
    }
    pub fn pass(self) -> D {
        println!("pass {}", self.0);
        self
    }
    pub fn end(self) {
        println!("end {}", self.0);
    }
    pub fn option(&self) -> Option<u8> {
        println!("option {}", self.0);
        Some(1)
    }
    pub fn nothing(&self) -> Option<u8> {
        println!("nothing {}", self.0);
        None
    }
    pub fn success(&self) -> Result<u8, u8> {
        Ok(1)
    }
    pub fn failure(&self) -> Result<u8, u8> {
        println!("failure {}", self.0);
        Err(1)
    }
}

pub struct Pair {
    pub a: D,
    pub b: D,
}

pub struct Lent<'a> {
    pub of: &'a D,
}

pub enum Choice {
    One(D),
    Two(D, D),
    Named { left: D, right: D },
    Nothing,
}
use Choice::*;

pub fn d(name: &'static str) -> D {
    println!("make {name}");
    D(name)
}

pub fn pair(a: &'static str, b: &'static str) -> Pair {
    Pair { a: d(a), b: d(b) }
}

pub fn eat(given: D) {
    println!("eat {}", given.0);
}

pub fn see(given: &D) -> bool {
    println!("see {}", given.0);
    true
}

pub fn same(given: &D) -> &D {
    given
}

pub fn say(text: &'static str) {
    println!("say {text}");
}

pub fn yes(text: &'static str) -> bool {
    println!("yes {text}");
    true
}

pub fn no(text: &'static str) -> bool {
    println!("no {text}");
    false
}

pub fn both(a: D, b: D) {
    println!("both {} {}", a.0, b.0);
}

pub async fn pause(text: &'static str) {
    println!("pause {text}");
}

pub async fn later(given: D) -> D {
    println!("later {}", given.0);
    given
}

