//! `#[observed]` and `#[audited]` on an `impl` block: the attribute goes on every method of the block.

mod annotate;
mod attribute;
mod between;
mod check;
mod entries;
pub(crate) mod expand;
mod own;
mod parse;
