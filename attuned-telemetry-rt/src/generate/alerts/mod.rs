//! Prometheus rules for the annotations of a program: see [`dashboard`](super::dashboard).

mod alerts;
mod objectives;
mod operations;
mod options;
mod rule;
mod telemetry;

pub use options::{AlertError, AlertOptions};
