//! What the manager does for each signal in the same way.

use std::sync::Arc;
use std::time::Duration;

use super::checked::Checked;
use crate::delivery::{Deliver, Weigh};

/// A signal: the type of its adapters, and of what they receive.
pub(in crate::adapters) trait Signal: 'static {
    /// `dyn MetricsAdapter`, or that of another signal.
    type Adapter: ?Sized + Send + Sync;
    type Item: Weigh + Clone + Send + Sync + 'static;
    /// What an adapter receives when it is registered. It stays when the adapter is exchanged.
    type Progress: Default + Send + Sync;

    const NAME: &'static str;

    /// Returns the name that the adapter gives itself.
    fn name(adapter: &Self::Adapter) -> &str;

    /// Whether the adapter does nothing, so that it needs neither a queue nor a thread.
    fn is_noop(adapter: &Self::Adapter) -> bool;

    fn destination(
        adapter: Arc<Self::Adapter>,
        checked: Arc<Checked>,
        progress: Arc<Self::Progress>,
    ) -> Arc<dyn Deliver<Self::Item>>;
}

/// How an adapter is registered.
#[derive(Clone, Copy)]
pub(in crate::adapters) struct Checks {
    pub(in crate::adapters) interval: Duration,
}
