//! The program without telemetry: it serves and replays as with telemetry.

use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use attuned_telemetry_rt::HealthRegistry;
use axum::Router;

use crate::arguments::Page;
use crate::store::{StateStore, Usage};

/// Returns an error, because a page cannot be generated without annotations.
///
/// # Errors
///
/// Always returns an error.
pub(crate) fn page(page: Page) -> Result<String, Box<dyn Error>> {
    let word = match page {
        Page::Dashboard => "dashboard",
        Page::Alerts => "alerts",
        Page::Catalog => "catalog",
    };
    Err(format!("`{word}` needs the feature `telemetry`, and this program was built without it").into())
}

/// Telemetry that does nothing.
pub(crate) struct Telemetry {
    store: Arc<dyn StateStore>,
}

impl Telemetry {
    /// Does nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if a collector is given, because there is nothing to send.
    pub(crate) fn start(
        _folder: &Path,
        otlp: Option<&str>,
        store: Arc<dyn StateStore>,
    ) -> Result<Self, Box<dyn Error>> {
        match otlp {
            Some(_) => Err("`--otlp` needs the feature `telemetry`, and this program was built without it".into()),
            None => Ok(Self { store }),
        }
    }

    /// Returns the routes unchanged.
    #[expect(clippy::unused_self, reason = "same signature as with telemetry")]
    pub(crate) fn observe(&self, router: Router) -> Router {
        router
    }

    /// Returns no endpoints.
    #[expect(clippy::unused_self, reason = "same signature as with telemetry")]
    pub(crate) fn endpoints(&self, _health: Arc<HealthRegistry>) -> Router {
        Router::new()
    }

    /// Returns a report without metrics and audit records.
    ///
    /// # Errors
    ///
    /// Returns an error if the store fails.
    pub(crate) async fn report(&self, address: SocketAddr) -> Result<String, Box<dyn Error>> {
        let Usage { users, bytes } = self.store.usage().await?;
        Ok(format!(
            "\ntelemetry is off: build with the feature `telemetry` to get metrics and audit records\n\
             store: {users} users, about {bytes} bytes\n\nendpoints:\n  \
             http://{address}/state/{{user}}\n  http://{address}/translate/{{user}}\n"
        ))
    }
}
