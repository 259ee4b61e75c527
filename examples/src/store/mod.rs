//! Stores of user states. Every implementation is annotated in the same way.

use async_trait::async_trait;

use crate::snapshot::StateSnapshot;

mod error;
mod memory_store;
mod redb_store;
pub(crate) mod slow_disk;

pub(crate) use error::StoreError;
pub(crate) use memory_store::MemoryStore;
pub(crate) use redb_store::RedbStore;

/// Stores the newest state of every user.
#[async_trait]
pub(crate) trait StateStore: Send + Sync {
    /// Stores the newest snapshot of a user and replaces the previous one.
    async fn upsert_latest(&self, snapshot: StateSnapshot) -> Result<(), StoreError>;

    /// Returns the newest snapshot of a user.
    async fn get_latest(&self, user_id: &str) -> Result<StateSnapshot, StoreError>;

    /// Deletes the state of a user.
    async fn delete(&self, user_id: &str) -> Result<(), StoreError>;

    /// Returns the size of the store. Called at every scrape, so it must be fast.
    async fn usage(&self) -> Result<Usage, StoreError>;
}

/// Size of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Usage {
    /// Users with a state.
    pub(crate) users: u64,
    /// Approximate size of the states, in bytes.
    pub(crate) bytes: u64,
}
