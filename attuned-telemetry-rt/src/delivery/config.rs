//! The configuration of a delivery.

use std::time::Duration;

/// How items are queued, batched and retried on their way to a backend.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryConfig {
    /// The bounds of the queue.
    pub queue: QueueConfig,
    /// When a batch is sent.
    pub batch: BatchConfig,
    /// What happens after a temporary error.
    pub retry: RetryConfig,
    /// Maximum duration of one export. An export that takes longer is abandoned, and counts as a temporary error.
    /// Default: 10 seconds.
    pub export_timeout: Duration,
}

impl Default for DeliveryConfig {
    fn default() -> Self {
        Self {
            queue: QueueConfig::default(),
            batch: BatchConfig::default(),
            retry: RetryConfig::default(),
            export_timeout: Duration::from_secs(10),
        }
    }
}

/// The bounds of a queue, for one adapter and one signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueConfig {
    /// Maximum number of items. Default: 65,536.
    pub max_items: u64,
    /// Maximum memory of the items, in bytes. Default: 32 MiB.
    pub max_bytes: usize,
    /// What happens to an item that does not fit. Default: [`OverflowPolicy::DropNewest`].
    pub overflow: OverflowPolicy,
}

impl Default for QueueConfig {
    fn default() -> Self {
        Self { max_items: 65_536, max_bytes: 32 << 20, overflow: OverflowPolicy::DropNewest }
    }
}

/// What happens to an item for which a queue has no capacity. Every item that is dropped is counted. An item that is
/// larger than the whole queue is always dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverflowPolicy {
    /// The item is dropped.
    DropNewest,
    /// The oldest items are dropped until the item fits.
    DropOldest,
    /// The thread waits until there is capacity, at most for this duration. Then the item is dropped. An asynchronous
    /// function waits without blocking its thread. A thread that delivers telemetry never waits.
    Block(Duration),
}

/// When a batch is sent: as soon as one of the limits is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchConfig {
    /// Number of items of a full batch. Default: 512.
    pub max_items: u64,
    /// Memory of the items of a full batch, in bytes. Default: 4 MiB.
    pub max_bytes: usize,
    /// How long an item waits for a batch to fill. Default: 1 second.
    pub max_delay: Duration,
}

impl Default for BatchConfig {
    fn default() -> Self {
        Self { max_items: 512, max_bytes: 4 << 20, max_delay: Duration::from_secs(1) }
    }
}

/// The pauses between the attempts to send a batch. Before attempt *n*, the pause is a random duration of at most
/// `first_pause` × 2ⁿ⁻², capped at `max_pause`, so that many processes do not retry at the same time.
///
/// Source: <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/> ("full jitter")
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryConfig {
    /// Maximum number of attempts for one batch, including the first. Default: 5.
    pub max_attempts: u32,
    /// The longest possible pause before the second attempt. Default: 1 second.
    pub first_pause: Duration,
    /// The longest possible pause before any attempt. A pause that the backend asks for may be longer. Default:
    /// 30 seconds.
    pub max_pause: Duration,
    /// The pause after a configuration error, before the next batch is sent. Default: 1 minute.
    pub configuration_pause: Duration,
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self {
            max_attempts: 5,
            first_pause: Duration::from_secs(1),
            max_pause: Duration::from_secs(30),
            configuration_pause: Duration::from_secs(60),
        }
    }
}
