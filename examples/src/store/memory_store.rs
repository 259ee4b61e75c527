//! A store in memory: fast, bounded, and not persistent.

use std::future::{Ready, ready};
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use attuned_telemetry_rt::{HealthCheck, audited, observed};
use dashmap::DashMap;

use super::{StateStore, StoreError, Usage, slow_disk};
use crate::snapshot::StateSnapshot;

/// Maximum number of users.
const MOST_USERS: usize = 100_000;

/// Stores states in memory.
#[derive(HealthCheck)]
#[health(name = "memory_store")]
pub(crate) struct MemoryStore {
    #[health(name = "room", with = has_room)]
    latest: DashMap<String, StateSnapshot>,
    bytes: AtomicUsize,
}

impl MemoryStore {
    /// Creates an empty store.
    pub(crate) fn new() -> Self {
        Self { latest: DashMap::new(), bytes: AtomicUsize::new(0) }
    }
}

/// Returns whether there is space for another user. A full store is unhealthy, because it rejects new users.
fn has_room(latest: &DashMap<String, StateSnapshot>) -> Ready<bool> {
    ready(latest.len() < MOST_USERS)
}

#[async_trait]
impl StateStore for MemoryStore {
    /// Stores the newest snapshot of a user and replaces the previous one.
    #[observed(scope = "attuned.store", op = "upsert", slow = "250ms", slo(latency = "250ms", target = 95))]
    #[audited(event = StateUpdated, user_id = snapshot.user_id, source = snapshot.source,
              axes_changed = snapshot.axes.keys(), confidence = snapshot.confidence)]
    async fn upsert_latest(&self, snapshot: StateSnapshot) -> Result<(), StoreError> {
        snapshot.validate().map_err(StoreError::Invalid)?;
        slow_disk::wait().await;
        if !has_room(&self.latest).await && !self.latest.contains_key(&snapshot.user_id) {
            return Err(StoreError::Full { most_users: MOST_USERS });
        }
        self.bytes.fetch_add(snapshot.approximate_bytes(), Ordering::Relaxed);
        if let Some(replaced) = self.latest.insert(snapshot.user_id.clone(), snapshot) {
            self.bytes.fetch_sub(replaced.approximate_bytes(), Ordering::Relaxed);
        }
        Ok(())
    }

    /// Returns the newest snapshot of a user.
    #[observed(scope = "attuned.store", op = "get", slow = "250ms", slo(latency = "250ms", target = 95))]
    async fn get_latest(&self, user_id: &str) -> Result<StateSnapshot, StoreError> {
        slow_disk::wait().await;
        let found = self.latest.get(user_id).map(|entry| entry.value().clone());
        found.ok_or_else(|| StoreError::NotFound { user_id: user_id.to_owned() })
    }

    #[observed(scope = "attuned.store", op = "delete")]
    #[audited(event = StateDeleted, user_id = user_id)]
    async fn delete(&self, user_id: &str) -> Result<(), StoreError> {
        slow_disk::wait().await;
        let Some((_, removed)) = self.latest.remove(user_id) else {
            return Err(StoreError::NotFound { user_id: user_id.to_owned() });
        };
        self.bytes.fetch_sub(removed.approximate_bytes(), Ordering::Relaxed);
        Ok(())
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        Ok(Usage { users: self.latest.len() as u64, bytes: self.bytes.load(Ordering::Relaxed) as u64 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::tests::snapshot;

    #[tokio::test]
    async fn the_newest_snapshot_replaces_the_one_before() -> Result<(), StoreError> {
        let store = MemoryStore::new();
        store.upsert_latest(snapshot("mira", &[("warmth", 0.2)])).await?;
        store.upsert_latest(snapshot("mira", &[("formality", 0.7)])).await?;
        assert_eq!(store.get_latest("mira").await?, snapshot("mira", &[("formality", 0.7)]));
        assert_eq!(store.usage().await?.users, 1);
        Ok(())
    }

    #[tokio::test]
    async fn what_is_deleted_takes_no_memory() -> Result<(), StoreError> {
        let store = MemoryStore::new();
        store.upsert_latest(snapshot("mira", &[("warmth", 0.2)])).await?;
        store.delete("mira").await?;
        assert_eq!(store.usage().await?, Usage { users: 0, bytes: 0 });
        assert!(matches!(store.delete("mira").await, Err(StoreError::NotFound { .. })));
        Ok(())
    }
}
