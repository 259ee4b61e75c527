//! What counts: the recorder behind the `metrics` facade. And what is made of what is annotated: dashboards and alerts.

pub mod alerts;
mod bounds;
mod calls;
pub mod catalog;
pub(crate) mod cells;
mod config;
pub mod dashboard;
mod exemplars;
mod exponential;
mod family;
mod handles;
mod kind;
mod labels;
pub mod prometheus;
mod promql;
mod recorder;
mod series_table;
mod sync;
#[cfg(test)]
mod tests;
mod uses;

pub use recorder::Engine;
