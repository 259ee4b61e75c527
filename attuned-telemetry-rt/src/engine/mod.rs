//! What counts: the recorder behind the `metrics` facade. And what is made of what is annotated: dashboards and alerts.

pub mod alerts;
mod bounds;
mod calls;
pub mod catalog;
pub(crate) mod cells;
mod config;
pub mod dashboard;
mod exemplars;
mod family;
mod handles;
mod labels;
pub mod prometheus;
mod promql;
mod recorder;
mod series_table;
mod sync;

pub use recorder::Engine;
