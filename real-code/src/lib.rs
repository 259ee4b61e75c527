//! Code that no one here wrote, as a test of `#[observed]`: published crates are annotated on every function, and their
//! own tests must end as they do without it.

#![forbid(unsafe_code)]

pub mod annotate;
pub mod compare;
pub mod package;
pub mod sample;
pub mod suite;
