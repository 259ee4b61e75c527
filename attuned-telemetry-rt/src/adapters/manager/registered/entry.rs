//! A registered adapter.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock, Weak};

use crate::adapters::config::config::ObservabilityConfig;
use crate::adapters::destination::checked::Checked;
use crate::adapters::destination::signal::Signal;
use crate::core::verdict::caught::caught;
use crate::delivery::time::timers;
use crate::delivery::{DeliveryConfig, LaneName, Pipeline};

/// Identifies a registered adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AdapterId(u64);

/// A registered adapter with its pipeline.
pub(in crate::adapters::manager) struct Entry<S: Signal> {
    pub(in crate::adapters::manager) id: AdapterId,
    pub(in crate::adapters::manager) name: Arc<str>,
    pub(in crate::adapters::manager) pipeline: Pipeline<S::Item>,
    pub(in crate::adapters::manager) checked: Arc<Checked>,
    pub(in crate::adapters::manager) progress: Arc<S::Progress>,
    /// Whether the adapter ignores everything.
    is_noop: AtomicBool,
    /// The adapter, for its configuration. The pipeline owns it: its destructor may panic, or must not run in a runtime.
    adapter: RwLock<Weak<S::Adapter>>,
    /// The maximum number of items that a single entry of the queue should have.
    items_at_once: AtomicUsize,
    /// Whether the adapter receives every single value instead of aggregates.
    pub(in crate::adapters::manager) wants_samples: bool,
}

impl AdapterId {
    /// Returns an id that no other adapter of this process has.
    fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Returns the name that an adapter gives itself.
pub(in crate::adapters::manager) fn name_of<S: Signal>(adapter: &S::Adapter) -> String {
    let name = caught(|| S::name(adapter).trim().to_owned()).unwrap_or_default();
    if name.is_empty() { S::NAME.to_owned() } else { name }
}

/// Whether an adapter ignores everything.
fn is_noop<S: Signal>(adapter: &S::Adapter) -> bool {
    caught(|| S::is_noop(adapter)).unwrap_or(false)
}

/// Whether an adapter wants every single value instead of aggregates.
pub(in crate::adapters::manager) fn wants_samples<S: Signal>(adapter: &S::Adapter) -> bool {
    caught(|| S::wants_samples(adapter)).unwrap_or(false)
}

/// Returns the configuration of an adapter's queue.
fn delivery_config<S: Signal>(adapter: &S::Adapter, config: &ObservabilityConfig) -> DeliveryConfig {
    let own = caught(|| S::delivery_config(adapter, config.delivery));
    own.map_or(config.delivery, DeliveryConfig::within_bounds)
}

/// An entry that is larger than the queue would be lost, and one that is larger than a batch would exceed its limit.
fn items_at_once(config: &DeliveryConfig) -> usize {
    config.batch.items.min(config.queue.items / 8)
}

impl<S: Signal> Entry<S> {
    /// Starts the delivery to an adapter.
    pub(in crate::adapters::manager) fn start(
        name: Arc<str>,
        adapter: Arc<S::Adapter>,
        wants_samples: bool,
        config: &ObservabilityConfig,
    ) -> io::Result<Self> {
        let is_noop = AtomicBool::new(is_noop::<S>(&adapter));
        let (checked, progress, weak) = (Arc::default(), Arc::default(), Arc::downgrade(&adapter));
        let delivery = delivery_config::<S>(&adapter, config);
        let destination = S::destination(adapter, Arc::clone(&checked), Arc::clone(&progress));
        let lane = LaneName { backend: Arc::clone(&name), signal: S::NAME };
        let pipeline = Pipeline::start(lane, delivery, &config.circuit_breaker, destination)?;
        timers::start()?;
        pipeline.check_every(config.health_interval);
        let adapter = RwLock::new(weak);
        let (id, items_at_once) = (AdapterId::next(), AtomicUsize::new(items_at_once(&delivery)));
        Ok(Self { id, name, pipeline, checked, progress, is_noop, adapter, items_at_once, wants_samples })
    }

    /// Changes the configuration.
    pub(in crate::adapters::manager) fn reconfigure(&self, config: &ObservabilityConfig) {
        let adapter = self.adapter.read().unwrap_or_else(PoisonError::into_inner).upgrade();
        let delivery = adapter.as_ref().map_or(config.delivery, |adapter| delivery_config::<S>(adapter, config));
        self.items_at_once.store(items_at_once(&delivery), Ordering::Relaxed);
        self.pipeline.reconfigure(delivery, &config.circuit_breaker);
        // It may have been exchanged in the meantime.
        caught(|| drop(adapter));
        self.pipeline.check_every(config.health_interval);
    }

    /// Adds an item to the queue, or waits for space in it.
    pub(in crate::adapters::manager) async fn offer_from_future(&self, item: S::Item) {
        if !S::take(&self.progress, &item) {
            self.pipeline.offer_from_future(item).await;
        }
    }

    /// Adds an item to the queue without waiting. Returns it if there is no space.
    pub(in crate::adapters::manager) fn offer_at_once(&self, item: S::Item) -> Option<S::Item> {
        if S::take(&self.progress, &item) { None } else { self.pipeline.offer_at_once(item) }
    }

    /// Returns the maximum number of items that a single entry of the queue should have.
    pub(in crate::adapters::manager) fn items_at_once(&self) -> usize {
        self.items_at_once.load(Ordering::Relaxed)
    }

    /// Whether the adapter receives anything.
    pub(in crate::adapters::manager) fn is_used(&self) -> bool {
        !self.is_noop.load(Ordering::Relaxed)
    }

    /// Delivers to another adapter from now on. Returns whether the delivery goes on at all.
    pub(in crate::adapters::manager) fn exchange(&self, adapter: Arc<S::Adapter>) -> bool {
        let is_noop = is_noop::<S>(&adapter);
        *self.adapter.write().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(&adapter);
        let goes_on =
            self.pipeline.exchange(S::destination(adapter, Arc::clone(&self.checked), Arc::clone(&self.progress)));
        self.is_noop.store(is_noop, Ordering::Relaxed);
        goes_on
    }
}
