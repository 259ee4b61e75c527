//! Keeps the newest state of every user. Every implementation is annotated, so that each is observed alike.

use async_trait::async_trait;

use crate::snapshot::StateSnapshot;

mod error;
mod memory_store;
mod redb_store;
pub(crate) mod slow_disk;

pub(crate) use error::StoreError;
pub(crate) use memory_store::MemoryStore;
pub(crate) use redb_store::RedbStore;

/// Keeps the newest state of every user.
#[async_trait]
pub(crate) trait StateStore: Send + Sync {
    /// Stores the newest snapshot of a user, in place of the one before.
    async fn upsert_latest(&self, snapshot: StateSnapshot) -> Result<(), StoreError>;

    /// The newest snapshot of a user.
    async fn get_latest(&self, user_id: &str) -> Result<StateSnapshot, StoreError>;

    /// Forgets a user.
    async fn delete(&self, user_id: &str) -> Result<(), StoreError>;

    /// How much is kept. Asked for at every scrape, so it must be quick.
    async fn usage(&self) -> Result<Usage, StoreError>;
}

/// How much a store keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Usage {
    /// Users with a state.
    pub(crate) users: u64,
    /// What they take, about.
    pub(crate) bytes: u64,
}
