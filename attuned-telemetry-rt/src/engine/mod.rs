//! What counts: the recorder behind the `metrics` facade.

mod bounds;
mod calls;
pub mod catalog;
pub(crate) mod cells;
mod config;
mod exemplars;
mod family;
mod handles;
mod labels;
pub mod prometheus;
mod recorder;
mod series_table;
mod sync;

pub use recorder::Engine;
