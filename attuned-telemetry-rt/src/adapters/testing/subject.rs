//! An adapter whose signal does not matter to the laws.

use std::future::Future;
use std::pin::Pin;

use super::content::Load;
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::delivery::{DeliveryError, Receipt};

/// The answer to a batch, and the number of its items.
pub(super) struct Exported {
    pub(super) items: u64,
    pub(super) answer: Result<Receipt, DeliveryError>,
}

/// A running call.
pub(super) type Call<'call, T> = Pin<Box<dyn Future<Output = T> + Send + 'call>>;

/// An adapter whose signal does not matter to the laws.
pub(super) trait Subject: Send + Sync {
    fn name(&self) -> String;

    fn health_check(&self) -> Call<'_, AdapterHealth>;

    fn flush(&self) -> Call<'_, Result<(), DeliveryError>>;

    fn shutdown(&self) -> Call<'_, Result<(), DeliveryError>>;

    /// Sends a batch.
    fn export(&self, load: Load) -> Call<'_, Exported>;

    /// Sends the same items one by one.
    fn single(&self, load: Load) -> Call<'_, ()>;
}
