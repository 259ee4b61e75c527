//! The level of spans and log events, which may change while the program runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Metadata, Subscriber, callsite};
use tracing_subscriber::layer::{Context, Filter, Layer};

use crate::adapters::log_level::LogLevel;

/// The minimum level of the layers of a manager. Clones share the level.
#[derive(Clone)]
pub(in crate::adapters::manager) struct MinimumLevel(Arc<AtomicU8>);

impl MinimumLevel {
    pub(in crate::adapters::manager) fn new(level: LogLevel) -> Self {
        Self(Arc::new(AtomicU8::new(level as u8)))
    }

    /// Changes the level, also that of callsites that subscribers know already.
    pub(in crate::adapters::manager) fn set(&self, level: LogLevel) {
        if self.0.swap(level as u8, Ordering::Relaxed) != level as u8 {
            callsite::rebuild_interest_cache();
        }
    }

    fn includes(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.get()
    }

    fn get(&self) -> LevelFilter {
        let level = LogLevel::ALL.into_iter().find(|level| *level as u8 == self.0.load(Ordering::Relaxed));
        LevelFilter::from_level(level.unwrap_or_default().into())
    }
}

/// The level of single layers. The interest is asked for again when the level changes.
impl<S: Subscriber> Filter<S> for MinimumLevel {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        self.includes(metadata)
    }

    fn callsite_enabled(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.includes(metadata) { Interest::always() } else { Interest::never() }
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.get())
    }
}

/// The level of a whole subscriber, which is faster.
impl<S: Subscriber> Layer<S> for MinimumLevel {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.includes(metadata)
    }

    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.includes(metadata) { Interest::always() } else { Interest::never() }
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.get())
    }
}
