//! The program without telemetry: it serves and replays the same.

use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use attuned_telemetry_rt::HealthRegistry;
use axum::Router;

use crate::store::StateStore;

/// No telemetry.
pub(crate) struct Telemetry;

impl Telemetry {
    /// Starts nothing.
    pub(crate) fn start(_folder: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self)
    }

    /// No endpoints.
    pub(crate) fn endpoints(&self, _store: Arc<dyn StateStore>, _health: Arc<HealthRegistry>) -> Router {
        Router::new()
    }

    /// Says that there is nothing to say.
    pub(crate) async fn report(&self, address: SocketAddr) -> Result<String, Box<dyn Error>> {
        Ok(format!(
            "telemetry is off (build with the feature `telemetry`, on by default, to see more)\n\nlook at\n  \
             http://{address}/state/{{user}}\n  http://{address}/translate/{{user}}\n"
        ))
    }
}
