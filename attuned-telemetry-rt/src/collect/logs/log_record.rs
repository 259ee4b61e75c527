//! A log record, as adapters read it.

use std::fmt;
use std::time::SystemTime;

use tracing::{Level, Metadata};

use super::log_fields::LogTexts;
use crate::collect::attributes::list::{AttributeList, Attributes};
use crate::collect::batch::finished_span::time;
use crate::core::context::trace_context::TraceContext;
use crate::delivery::Weigh;

/// An event of `tracing` or of the crate `log`.
pub struct LogRecord {
    pub(super) metadata: &'static Metadata<'static>,
    /// In nanoseconds since 1970.
    pub(super) time: u64,
    pub(super) context: Option<TraceContext>,
    pub(super) attributes: AttributeList,
    pub(super) texts: LogTexts,
    pub(super) left_out: u32,
}

impl LogRecord {
    /// Returns when it happened.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        time(self.time)
    }

    /// Returns when it happened, in nanoseconds since 1970.
    #[must_use]
    pub fn time_nanoseconds(&self) -> u64 {
        self.time
    }

    /// Returns the level.
    #[must_use]
    pub fn level(&self) -> Level {
        *self.metadata.level()
    }

    /// Returns the target: by default, the path of the module.
    #[must_use]
    pub fn target(&self) -> &str {
        self.texts.target.map_or(self.metadata.target(), |target| self.attributes.texts.get(target))
    }

    /// Returns the file of the code, if it is known.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.texts.file.map_or(self.metadata.file(), |file| Some(self.attributes.texts.get(file)))
    }

    /// Returns the line of the code in its file, if it is known.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.texts.line.or_else(|| self.metadata.line())
    }

    /// Returns the place in the code that emits the event. The events of the crate `log` share one such place for each
    /// level: see [`target`](Self::target), [`file`](Self::file) and [`line`](Self::line).
    #[must_use]
    pub fn metadata(&self) -> &'static Metadata<'static> {
        self.metadata
    }

    /// Returns the message. Untrusted: it may contain any character. It is empty if the event has none.
    #[must_use]
    pub fn message(&self) -> &str {
        self.texts.message.map_or("", |message| self.attributes.texts.get(message))
    }

    /// Returns the attributes: all other fields of the event. [`CollectLimits`](crate::collect::CollectLimits)
    /// are their limits. With the message, their texts have at most 64 KiB.
    #[must_use]
    pub fn attributes(&self) -> Attributes<'_> {
        self.attributes.all()
    }

    /// Returns the number of attributes that were left out because of the limits.
    #[must_use]
    pub fn dropped_attributes(&self) -> u32 {
        self.left_out
    }

    /// Returns the ids of the span that the event belongs to, even if its trace is not sampled.
    #[must_use]
    pub fn context(&self) -> Option<TraceContext> {
        self.context
    }
}

/// A copy for another adapter.
impl Clone for LogRecord {
    fn clone(&self) -> Self {
        Self { attributes: self.attributes.copy(), ..*self }
    }
}

impl Weigh for LogRecord {
    fn bytes(&self) -> usize {
        self.attributes.bytes()
    }
}

impl fmt::Debug for LogRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LogRecord")
            .field("level", &self.level())
            .field("target", &self.target())
            .field("message", &self.message())
            .field("context", &self.context)
            .field("attributes", &self.attributes())
            .finish_non_exhaustive()
    }
}
