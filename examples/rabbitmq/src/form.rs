//! Which of the two is run: the only argument of both programs.

use std::error::Error;

#[derive(Clone, Copy)]
pub enum Form {
    Broken,
    Mended,
}

impl Form {
    pub fn from_arguments() -> Result<Self, Box<dyn Error>> {
        match std::env::args().nth(1).as_deref() {
            Some("broken") => Ok(Self::Broken),
            Some("mended") => Ok(Self::Mended),
            _ => Err("say `broken` or `mended`".into()),
        }
    }
}
