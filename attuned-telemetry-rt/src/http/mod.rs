//! The endpoints that Prometheus and Kubernetes ask: `/metrics`, `/livez`, `/readyz`, `/healthz`.

mod endpoints;
mod gauges;
mod listener;
#[cfg(feature = "prometheus")]
mod page;
mod path;
#[cfg(feature = "prometheus")]
mod refresh;
mod report;
mod watch;

pub use endpoints::Endpoints;
pub use listener::{ListenError, Listener};
