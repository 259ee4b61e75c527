//! The configuration of deliveries.

use std::fmt;
use std::time::Duration;

/// How items are queued and delivered. Every adapter has a queue of its own for each signal, so the bounds apply to
/// each of them.
///
/// ```
/// use std::time::Duration;
///
/// use attuned_telemetry_rt::delivery::{DeliveryConfig, OverflowPolicy, QueueConfig};
///
/// let queue = QueueConfig { overflow: OverflowPolicy::Block(Duration::from_millis(5)), ..QueueConfig::default() };
/// let config = DeliveryConfig { queue, ..DeliveryConfig::default() };
/// assert_eq!(config.export_timeout, Duration::from_secs(10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryConfig {
    /// The bounds of the queue.
    pub queue: QueueConfig,
    /// When a batch is sent.
    pub batch: BatchConfig,
    /// How a batch is retried after a temporary error.
    pub retry: RetryConfig,
    /// The maximum duration of one attempt to deliver a batch. A call of an adapter that exceeds it is cancelled.
    /// Default: 10 seconds.
    pub export_timeout: Duration,
}

/// The bounds of a queue, and what happens at the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueConfig {
    /// The maximum number of items. Default: 16,384.
    pub items: usize,
    /// The maximum memory of the items in the queue and of those that are being exported, in bytes. A larger item is
    /// dropped. Default: 16 MiB.
    pub bytes: usize,
    /// What happens with a new item if the queue is full. Default: [`DropNewest`](OverflowPolicy::DropNewest).
    pub overflow: OverflowPolicy,
}

/// What happens with a new item if the queue is full. Dropped items are counted.
///
/// The text form is `drop_newest`, `drop_oldest` or, for example, `block 5ms`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OverflowPolicy {
    /// The new item is dropped.
    #[default]
    DropNewest,
    /// The oldest items are dropped.
    DropOldest,
    /// The thread that adds the item waits for this time at most, then the new item is dropped. A future waits without
    /// blocking its thread. Nothing waits while nothing is sent: after a configuration error, and while the circuit
    /// breaker is open. Spans and log events never wait.
    Block(Duration),
}

/// When a batch is sent: as soon as one of the limits is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchConfig {
    /// The maximum number of items. Default: 1,024.
    pub items: usize,
    /// The maximum memory of the items, in bytes. An item that is larger on its own is sent alone. Default: 1 MiB.
    pub bytes: usize,
    /// The maximum time that an item waits until the batch is full. Default: 1 second.
    pub delay: Duration,
}

/// How a batch is retried after a temporary error. The maximum of a pause doubles from `first_pause` to
/// `maximum_pause`. Each pause is a random part of that maximum, so that many processes do not send at the same time.
/// If the backend asks for a pause, that time is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryConfig {
    /// The maximum of the first pause. Default: 250 milliseconds.
    pub first_pause: Duration,
    /// The maximum of every pause. Default: 10 seconds.
    pub maximum_pause: Duration,
    /// The maximum number of attempts for a batch, the first one included. Default: 6.
    pub attempts: u32,
    /// The pause after a configuration error, before the next batch is sent. Default: 1 minute.
    pub configuration_pause: Duration,
}

impl DeliveryConfig {
    /// Raises bounds of zero, with which nothing would be delivered.
    pub(crate) fn within_bounds(self) -> Self {
        let Self { mut queue, mut batch, mut retry, export_timeout } = self;
        (queue.items, queue.bytes) = (queue.items.max(1), queue.bytes.max(1));
        (batch.items, batch.bytes) = (batch.items.max(1), batch.bytes.max(1));
        retry.attempts = retry.attempts.max(1);
        Self { queue, batch, retry, export_timeout: export_timeout.max(Duration::from_millis(1)) }
    }
}

impl QueueConfig {
    /// Whether so much fits into the queue.
    pub(crate) const fn holds(&self, items: u64, bytes: usize) -> bool {
        items <= self.items as u64 && bytes <= self.bytes
    }
}

impl BatchConfig {
    /// Whether so much is a full batch.
    pub(crate) const fn is_full(&self, items: u64, bytes: usize) -> bool {
        items >= self.items as u64 || bytes >= self.bytes
    }

    /// Whether so much fits into one batch.
    pub(crate) const fn holds(&self, items: u64, bytes: usize) -> bool {
        items <= self.items as u64 && bytes <= self.bytes
    }
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

impl Default for QueueConfig {
    fn default() -> Self {
        Self { items: 16_384, bytes: 16 << 20, overflow: OverflowPolicy::default() }
    }
}

impl Default for BatchConfig {
    fn default() -> Self {
        Self { items: 1_024, bytes: 1 << 20, delay: Duration::from_secs(1) }
    }
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_millis(250),
            maximum_pause: Duration::from_secs(10),
            attempts: 6,
            configuration_pause: Duration::from_secs(60),
        }
    }
}

impl fmt::Display for OverflowPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DropNewest => formatter.write_str("drop_newest"),
            Self::DropOldest => formatter.write_str("drop_oldest"),
            Self::Block(maximum) => write!(formatter, "block {maximum:?}"),
        }
    }
}
