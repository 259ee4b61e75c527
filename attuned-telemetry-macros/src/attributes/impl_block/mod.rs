//! `#[observed]` and `#[audited]` on an `impl` block: the attribute is put on every method.

mod annotate;
mod attribute;
mod check;
mod entries;
pub(crate) mod expand;
mod own;
mod parse;
