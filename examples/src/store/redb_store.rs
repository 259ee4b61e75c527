//! A store in an embedded database: a change is on disk when the call returns.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use attuned_telemetry_rt::{HealthCheck, audited, observed};
use redb::{Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, TableDefinition};
use tokio::task::spawn_blocking;

use super::{StateStore, StoreError, Usage, slow_disk};
use crate::snapshot::StateSnapshot;

/// Snapshots as JSON, by user id.
const LATEST: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("latest");

/// Stores states in a database in a directory.
#[derive(HealthCheck)]
#[health(name = "redb_store")]
pub(crate) struct RedbStore {
    #[health(with = reads, timeout = "200ms")]
    database: Arc<Database>,
    file: PathBuf,
}

/// Result of an operation in the database.
type Work<T> = Result<T, Box<dyn Error + Send + Sync>>;

impl RedbStore {
    /// Opens the database in a directory, and creates it if it does not exist.
    ///
    /// # Errors
    ///
    /// Returns an error if the database is corrupt, or if another process has opened it.
    pub(crate) async fn open(folder: &Path) -> Result<Self, StoreError> {
        let file = folder.join("states.redb");
        let database = Arc::new(Database::create(&file).map_err(StoreError::storage)?);
        in_database(&database, |database| {
            let write = database.begin_write()?;
            write.open_table(LATEST)?;
            Ok(write.commit()?)
        })
        .await?;
        reads(&database).await?;
        Ok(Self { database, file })
    }
}

/// Returns whether the database can be read.
async fn reads(database: &Arc<Database>) -> Result<(), StoreError> {
    in_database(database, |database| {
        database.begin_read()?.open_table(LATEST)?.first()?;
        Ok(())
    })
    .await
}

/// Runs an operation in the database on a thread that may block.
///
/// If the caller is cancelled, the operation continues, so a write that has started is completed.
async fn in_database<T: Send + 'static>(
    database: &Arc<Database>,
    work: impl FnOnce(&Database) -> Work<T> + Send + 'static,
) -> Result<T, StoreError> {
    let database = Arc::clone(database);
    spawn_blocking(move || work(&database)).await.map_err(StoreError::storage)?.map_err(StoreError::Storage)
}

#[async_trait]
impl StateStore for RedbStore {
    /// Stores the newest snapshot of a user and replaces the previous one.
    #[observed(scope = "attuned.store", op = "upsert", slow = "250ms", slo(latency = "250ms", target = 95))]
    #[audited(event = StateUpdated, user_id = snapshot.user_id, source = snapshot.source,
              axes_changed = snapshot.axes.keys(), confidence = snapshot.confidence)]
    async fn upsert_latest(&self, snapshot: StateSnapshot) -> Result<(), StoreError> {
        snapshot.validate().map_err(StoreError::Invalid)?;
        slow_disk::wait().await;
        in_database(&self.database, move |database| {
            let written = serde_json::to_vec(&snapshot)?;
            let write = database.begin_write()?;
            write.open_table(LATEST)?.insert(snapshot.user_id.as_str(), written.as_slice())?;
            Ok(write.commit()?)
        })
        .await
    }

    /// Returns the newest snapshot of a user.
    #[observed(scope = "attuned.store", op = "get", slow = "250ms", slo(latency = "250ms", target = 95))]
    async fn get_latest(&self, user_id: &str) -> Result<StateSnapshot, StoreError> {
        slow_disk::wait().await;
        let user_id = user_id.to_owned();
        in_database(&self.database, move |database| {
            let found = database.begin_read()?.open_table(LATEST)?.get(user_id.as_str())?;
            let snapshot = found.map(|written| serde_json::from_slice(written.value())).transpose()?;
            Ok(snapshot.ok_or(StoreError::NotFound { user_id }))
        })
        .await?
    }

    #[observed(scope = "attuned.store", op = "delete")]
    #[audited(event = StateDeleted, user_id = user_id)]
    async fn delete(&self, user_id: &str) -> Result<(), StoreError> {
        slow_disk::wait().await;
        let user_id = user_id.to_owned();
        in_database(&self.database, move |database| {
            let write = database.begin_write()?;
            let was_there = write.open_table(LATEST)?.remove(user_id.as_str())?.is_some();
            write.commit()?;
            Ok(if was_there { Ok(()) } else { Err(StoreError::NotFound { user_id }) })
        })
        .await?
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        let file = self.file.clone();
        in_database(&self.database, move |database| {
            let users = database.begin_read()?.open_table(LATEST)?.len()?;
            Ok(Usage { users, bytes: std::fs::metadata(file)?.len() })
        })
        .await
    }
}
