//! HTTP endpoints for Prometheus and Kubernetes: `/metrics`, `/livez`, `/readyz`, `/healthz`.

mod answers;
mod background;
mod component_path;
mod endpoints;
mod health_gauges;
mod listener;
#[cfg(feature = "prometheus")]
mod refresh;
mod reporter;

pub use endpoints::Endpoints;
pub use listener::{ListenError, Listener};
