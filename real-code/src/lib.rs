//! Tests `#[observed]` on foreign code: every function of published crates is annotated, and their own tests must have
//! the same results as without annotations.

#![forbid(unsafe_code)]

pub mod annotate;
pub mod compare;
pub mod package;
pub mod sample;
pub mod suite;
