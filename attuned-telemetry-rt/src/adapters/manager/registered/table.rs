//! The registered adapters of one signal.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::entry::{AdapterId, Entry, name_of, wants_samples};
use crate::adapters::config::config::ObservabilityConfig;
use crate::adapters::destination::signal::Signal;
use crate::delivery::guard;

type Entries<S> = Arc<[Arc<Entry<S>>]>;

/// The registered adapters of one signal.
pub(in crate::adapters::manager) struct Table<S: Signal> {
    entries: RwLock<Entries<S>>,
    /// Whether there are adapters and the signal is enabled.
    is_used: AtomicBool,
    items_at_once: AtomicUsize,
    /// Locked while the entries are changed, because that includes starting threads.
    changing: Mutex<IsEnabled>,
}

struct IsEnabled(bool);

impl<S: Signal> Table<S> {
    pub(in crate::adapters::manager) fn new(is_enabled: bool) -> Self {
        let entries: Entries<S> = Arc::new([]);
        Self {
            entries: RwLock::new(entries),
            is_used: AtomicBool::new(false),
            items_at_once: AtomicUsize::new(usize::MAX),
            changing: Mutex::new(IsEnabled(is_enabled)),
        }
    }

    /// Whether items go anywhere. A thread that delivers telemetry records nothing, because every delivery would cause
    /// the next one.
    pub(in crate::adapters::manager) fn is_used(&self) -> bool {
        self.is_used.load(Ordering::Relaxed) && !guard::is_delivering()
    }

    pub(in crate::adapters::manager) fn entries(&self) -> Entries<S> {
        Arc::clone(&self.entries.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(in crate::adapters::manager) fn find(&self, id: AdapterId) -> Option<Arc<Entry<S>>> {
        self.entries().iter().find(|entry| entry.id == id).cloned()
    }

    /// Adds an adapter. The configuration is read while it cannot change, so that no change is missed.
    pub(in crate::adapters::manager) fn register(
        &self,
        adapter: Arc<S::Adapter>,
        config: impl FnOnce() -> Arc<ObservabilityConfig>,
    ) -> io::Result<Arc<Entry<S>>> {
        let (name, wants_samples) = (name_of::<S>(&adapter), wants_samples::<S>(&adapter));
        let enabled = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = Arc::new(Entry::start(self.unused(name), adapter, wants_samples, &config())?);
        let entries = self.entries().iter().cloned().chain([Arc::clone(&entry)]).collect();
        self.replace(entries, &enabled);
        Ok(entry)
    }

    /// Returns a name that no registered adapter has: the second adapter `statsd` becomes `statsd-2`.
    fn unused(&self, name: String) -> Arc<str> {
        let entries = self.entries();
        let is_used = |name: &str| entries.iter().any(|entry| *entry.name == *name);
        if !is_used(&name) {
            return name.into();
        }
        // One of as many names as there are adapters is not used.
        let mut others = (2..=entries.len() + 1).map(|number| format!("{name}-{number}"));
        others.find(|name| !is_used(name)).unwrap_or(name).into()
    }

    /// Removes an adapter. Its pipeline is shut down by the caller.
    pub(in crate::adapters::manager) fn remove(&self, id: AdapterId) -> Option<Arc<Entry<S>>> {
        let enabled = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let removed = self.find(id)?;
        self.replace(self.entries().iter().filter(|entry| entry.id != id).cloned().collect(), &enabled);
        Some(removed)
    }

    /// Exchanges an adapter. Returns whether it was registered.
    pub(in crate::adapters::manager) fn exchange(&self, id: AdapterId, adapter: Arc<S::Adapter>) -> bool {
        let enabled = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let is_exchanged = self.find(id).is_some_and(|entry| entry.exchange(adapter));
        self.replace(self.entries(), &enabled);
        is_exchanged
    }

    /// Whether there are adapters and the signal is enabled.
    pub(in crate::adapters::manager) fn is_enabled(&self) -> bool {
        self.is_used.load(Ordering::Relaxed)
    }

    /// Changes the configuration of the signal.
    pub(in crate::adapters::manager) fn reconfigure(&self, is_enabled: bool, config: &ObservabilityConfig) {
        let mut enabled = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        enabled.0 = is_enabled;
        let entries = self.entries();
        for entry in entries.iter() {
            entry.reconfigure(config);
        }
        self.replace(entries, &enabled);
    }

    /// Returns the maximum number of items that a single entry of each queue should have.
    pub(in crate::adapters::manager) fn items_at_once(&self) -> usize {
        self.items_at_once.load(Ordering::Relaxed)
    }

    fn replace(&self, entries: Entries<S>, enabled: &IsEnabled) {
        self.is_used.store(enabled.0 && entries.iter().any(|entry| entry.is_used()), Ordering::Relaxed);
        let least = entries.iter().map(|entry| entry.items_at_once()).min();
        self.items_at_once.store(least.unwrap_or(usize::MAX), Ordering::Relaxed);
        *self.entries.write().unwrap_or_else(PoisonError::into_inner) = entries;
    }

    /// Adds an item to the queue of each adapter. A future waits if the overflow policy says so.
    pub(in crate::adapters::manager) async fn offer(&self, item: S::Item) {
        let Some(item) = self.offer_to_only(item) else { return };
        let entries = self.entries();
        let mut used = entries.iter().filter(|entry| entry.is_used());
        let Some(mut entry) = used.next() else { return };
        for next in used {
            entry.offer_from_future(item.clone()).await;
            entry = next;
        }
        entry.offer_from_future(item).await;
    }

    /// Adds an item if there is one adapter, and there is nothing to wait for. Otherwise, returns the item.
    fn offer_to_only(&self, item: S::Item) -> Option<S::Item> {
        match &**self.entries.read().unwrap_or_else(PoisonError::into_inner) {
            [entry] if entry.is_used() => entry.offer_at_once(item),
            _ => Some(item),
        }
    }

    /// Like [`offer`](Self::offer), on a thread.
    pub(in crate::adapters::manager) fn offer_from_thread(&self, item: S::Item) {
        let entries = self.entries();
        let mut used = entries.iter().filter(|entry| entry.is_used());
        let Some(mut entry) = used.next() else { return };
        for next in used {
            entry.pipeline.offer(item.clone());
            entry = next;
        }
        entry.pipeline.offer(item);
    }
}
