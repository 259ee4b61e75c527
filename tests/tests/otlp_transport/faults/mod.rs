//! The fault matrix: each fault × protocol × runtime, with all signals.

mod cell;
mod items;
mod matrix;
mod runtime;
mod table;
