//! Baggage: entries that a program hands on with a request.

mod baggage;
mod encode;
mod entry;
mod limits;
mod parse;
mod percent;
mod token;

pub use baggage::Baggage;
pub(super) use encode::encoded;
pub use entry::{BaggageEntry, InvalidKey};
pub(super) use parse::Entries;
pub(super) use token::is_token;
