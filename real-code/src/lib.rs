//! Tests `#[observed]` on published crates: every function is annotated, and the crates' own tests must have the same
//! results as without annotations.

#![forbid(unsafe_code)]

pub mod annotate;
pub mod compare;
pub mod package;
pub mod sample;
pub mod suite;
