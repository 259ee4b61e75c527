//! What counts: the recorder behind the `metrics` facade.

pub mod catalog;
pub mod prometheus;
