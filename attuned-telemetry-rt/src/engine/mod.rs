//! What counts: the recorder behind the `metrics` facade; `export::prometheus` shows it. And what is made of what is
//! annotated: dashboards and alerts.

pub mod alerts;
pub(crate) mod bounds;
mod calls;
pub mod catalog;
pub(crate) mod cells;
pub(crate) mod config;
pub mod dashboard;
pub(crate) mod exemplars;
pub(crate) mod exponential;
pub(crate) mod family;
mod handles;
mod kind;
pub(crate) mod labels;
mod limits;
mod names;
mod promql;
mod recorder;
mod series_table;
mod sync;
#[cfg(test)]
mod tests;
mod uses;

pub use recorder::Engine;
