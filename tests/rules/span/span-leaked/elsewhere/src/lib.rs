pub mod finish;
pub mod open;
