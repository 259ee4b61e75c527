//! The records of the `log` crate.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tracing::level_filters::LevelFilter;
use tracing_log::log::{self, Level, Metadata};
use tracing_log::{AsLog as _, LogTracer};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::Registry;

/// Passes the records of the `log` crate to the global subscriber, which must be installed. If the process has another
/// logger, that logger stays in use, and a warning says so.
pub(super) fn forward() {
    // With the level of the subscriber, disabled records are skipped early.
    let installed = LogTracer::builder().with_max_level(LevelFilter::current().as_log()).init();
    if installed.is_err() && !forwards_to_tracing() {
        tracing::warn!(
            "these logs do not contain the records of the `log` crate: another logger of that crate is already \
             installed and stays in use; install none, because `TelemetryBuilder::init` installs one"
        );
    }
}

/// Whether the current logger of the `log` crate asks the `tracing` subscriber about records, as a `LogTracer` does.
fn forwards_to_tracing() -> bool {
    const PROBE: &str = "attuned_telemetry_rt::probe";
    let asked = Arc::new(AtomicBool::new(false));
    let is_asked = Arc::clone(&asked);
    let subscriber = Registry::default().with(filter_fn(move |metadata| {
        if metadata.target() == PROBE {
            is_asked.store(true, Ordering::Relaxed);
        }
        false
    }));
    let record = Metadata::builder().level(Level::Error).target(PROBE).build();
    tracing::subscriber::with_default(subscriber, || log::logger().enabled(&record));
    asked.load(Ordering::Relaxed)
}
