//! The limits of a span, an event and a log record.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::item_limits::ItemLimits;

/// The maximum length of all texts of a span or of a log record in bytes, those of its events included.
pub(in crate::collect) const TEXT: usize = CollectLimits::MAX_TEXT;

/// The maximum number of attributes of all events of a span.
pub(in crate::collect) const EVENT_ATTRIBUTES: usize = 16 * 1_024;

/// How much of a span, an event and a log record is collected. What exceeds a limit is left out and counted, as in
/// [`FinishedSpan::dropped_attributes`](crate::collect::FinishedSpan::dropped_attributes). Values that are too long are
/// cut.
///
/// Fields that are not sent as attributes do not count: the message, and `otel.name`, `otel.kind`, `otel.status_code`,
/// `otel.status_message` and `otel.status_description` of a span. Attributes that this crate adds, such as the place in
/// the code, do not count either.
///
/// All texts of a span, those of its events included, and all texts of a log record have at most 64 KiB, and the events
/// of a span have at most 16,384 attributes, whatever the limits are.
///
/// ```
/// use attuned_telemetry_rt::collect::CollectLimits;
///
/// CollectLimits { span_events: 16, log_value_length: Some(1_024), ..CollectLimits::default() }.install();
/// ```
///
/// Source: <https://opentelemetry.io/docs/specs/otel/common/#attribute-limits>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectLimits {
    /// The maximum number of attributes of a span. Default: 128.
    pub span_attributes: usize,
    /// The maximum length of a value of a span and its events, in characters. Default: no limit.
    pub span_value_length: Option<usize>,
    /// The maximum number of events of a span. Default: 128.
    pub span_events: usize,
    /// The maximum number of links of a span. Default: 128.
    pub span_links: usize,
    /// The maximum number of attributes of an event. Default: 128.
    pub event_attributes: usize,
    /// The maximum number of attributes of a log record. Default: 128.
    pub log_attributes: usize,
    /// The maximum length of a value of a log record, in characters. Default: no limit.
    pub log_value_length: Option<usize>,
}

const DEFAULT: usize = 128;

static SPAN_ATTRIBUTES: AtomicUsize = AtomicUsize::new(DEFAULT);
static SPAN_VALUE_LENGTH: AtomicUsize = AtomicUsize::new(usize::MAX);
static SPAN_EVENTS: AtomicUsize = AtomicUsize::new(DEFAULT);
static SPAN_LINKS: AtomicUsize = AtomicUsize::new(DEFAULT);
static EVENT_ATTRIBUTES_OF_ONE: AtomicUsize = AtomicUsize::new(DEFAULT);
static LOG_ATTRIBUTES: AtomicUsize = AtomicUsize::new(DEFAULT);
static LOG_VALUE_LENGTH: AtomicUsize = AtomicUsize::new(usize::MAX);

impl CollectLimits {
    /// The highest number of attributes, events or links. A higher limit has the same effect, so that the memory of a
    /// span stays bounded.
    pub const MAX: usize = 1_024;

    /// The maximum length of all texts of a span, those of its events included, or of a log record, in bytes.
    pub const MAX_TEXT: usize = 64 * 1_024;

    /// Makes these the limits of the process. They apply to what is recorded from now on.
    pub fn install(self) {
        let counts = [
            (&SPAN_ATTRIBUTES, self.span_attributes),
            (&SPAN_EVENTS, self.span_events),
            (&SPAN_LINKS, self.span_links),
            (&EVENT_ATTRIBUTES_OF_ONE, self.event_attributes),
            (&LOG_ATTRIBUTES, self.log_attributes),
        ];
        for (place, count) in counts {
            place.store(count.min(Self::MAX), Ordering::Relaxed);
        }
        let lengths = [(&SPAN_VALUE_LENGTH, self.span_value_length), (&LOG_VALUE_LENGTH, self.log_value_length)];
        for (place, length) in lengths {
            place.store(length.unwrap_or(usize::MAX), Ordering::Relaxed);
        }
    }
}

impl Default for CollectLimits {
    fn default() -> Self {
        Self {
            span_attributes: DEFAULT,
            span_value_length: None,
            span_events: DEFAULT,
            span_links: DEFAULT,
            event_attributes: DEFAULT,
            log_attributes: DEFAULT,
            log_value_length: None,
        }
    }
}

/// The maximum number of events of a span.
#[inline]
pub(in crate::collect) fn span_events() -> usize {
    SPAN_EVENTS.load(Ordering::Relaxed)
}

/// The maximum number of links of a span.
#[inline]
pub(in crate::collect) fn span_links() -> usize {
    SPAN_LINKS.load(Ordering::Relaxed)
}

/// The limits of the attributes of a span.
#[inline]
pub(in crate::collect) fn of_span() -> ItemLimits {
    ItemLimits {
        attributes: SPAN_ATTRIBUTES.load(Ordering::Relaxed),
        value_length: SPAN_VALUE_LENGTH.load(Ordering::Relaxed),
        exempt: &["otel.name", "otel.kind", "otel.status_message", "otel.status_description"],
    }
}

/// The limits of the attributes of an event.
#[inline]
pub(in crate::collect) fn of_event() -> ItemLimits {
    ItemLimits {
        attributes: EVENT_ATTRIBUTES_OF_ONE.load(Ordering::Relaxed),
        value_length: SPAN_VALUE_LENGTH.load(Ordering::Relaxed),
        exempt: &["message"],
    }
}

/// The limits of the attributes of a log record.
#[inline]
pub(in crate::collect) fn of_log() -> ItemLimits {
    ItemLimits {
        attributes: LOG_ATTRIBUTES.load(Ordering::Relaxed),
        value_length: LOG_VALUE_LENGTH.load(Ordering::Relaxed),
        exempt: &[],
    }
}
