//! What counts: the recorder behind the `metrics` facade.

mod bounds;
mod calls;
pub mod catalog;
pub(crate) mod cells;
mod config;
mod exponential;
mod family;
mod handles;
mod kind;
mod labels;
mod limits;
pub mod prometheus;
mod recorder;
mod series_table;
mod sync;
#[cfg(test)]
mod tests;
mod uses;

pub use recorder::Engine;
