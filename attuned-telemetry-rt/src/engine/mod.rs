//! What counts: the recorder behind the `metrics` facade. And what is made of what is annotated: dashboards and alerts.

pub mod alerts;
pub mod catalog;
pub mod dashboard;
pub mod prometheus;
mod promql;
