//! Stubs without telemetry.

use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use attuned_telemetry_rt::HealthRegistry;
use axum::Router;

use crate::arguments::Page;
use crate::store::{StateStore, Usage};

/// There are no pages without telemetry.
///
/// # Errors
///
/// Always returns an error; the message says what to do.
pub(crate) fn page(page: Page) -> Result<String, Box<dyn Error>> {
    let word = match page {
        Page::Dashboard => "dashboard",
        Page::Alerts => "alerts",
        Page::Catalog => "catalog",
    };
    Err(format!("`{word}` needs the feature `telemetry`, but this program was built without it").into())
}

/// No telemetry.
pub(crate) struct Telemetry {
    store: Arc<dyn StateStore>,
}

impl Telemetry {
    /// Does nothing.
    #[expect(clippy::unnecessary_wraps, reason = "same signature as with telemetry")]
    pub(crate) fn start(_folder: &Path, store: Arc<dyn StateStore>) -> Result<Self, Box<dyn Error>> {
        Ok(Self { store })
    }

    /// Returns no endpoints.
    #[expect(clippy::unused_self, reason = "same signature as with telemetry")]
    pub(crate) fn endpoints(&self, _health: Arc<HealthRegistry>) -> Router {
        Router::new()
    }

    /// Returns a report without observations, only with the size of the store.
    ///
    /// # Errors
    ///
    /// Returns an error if the store fails.
    pub(crate) async fn report(&self, address: SocketAddr) -> Result<String, Box<dyn Error>> {
        let Usage { users, bytes } = self.store.usage().await?;
        Ok(format!(
            "\ntelemetry is off: build with the feature `telemetry` to see a report\n\
             store: {users} users in about {bytes} bytes\n\nlook at\n  \
             http://{address}/state/{{user}}\n  http://{address}/translate/{{user}}\n"
        ))
    }
}
