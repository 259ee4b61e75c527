//! Prometheus rules for a program, from what is annotated in it: see [dashboard](super::dashboard).

mod alerts;
mod objectives;
mod operations;
mod options;
mod rule;
mod telemetry;

pub use options::{AlertError, AlertOptions};
