//! Tests of all macros on tokens, without a compiler.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod arbitrary;
mod conflicts;
mod found;
mod items;
mod nesting;
mod options;
mod source;
mod tokens;
mod well_formed;
