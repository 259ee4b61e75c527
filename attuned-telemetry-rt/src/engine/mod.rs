//! What counts: the recorder behind the `metrics` facade. `export::prometheus` shows it.

pub(crate) mod bounds;
mod calls;
pub mod catalog;
pub(crate) mod cells;
pub(crate) mod config;
pub(crate) mod family;
mod handles;
pub(crate) mod labels;
mod recorder;
mod series_table;
mod sync;

pub use recorder::Engine;
