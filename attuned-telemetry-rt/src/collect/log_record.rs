//! A log record.

use std::borrow::Cow;
use std::time::SystemTime;

use tracing::Level;

use crate::core::context::trace_context::TraceContext;
use crate::delivery::allocation;

/// A log record.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LogRecord {
    /// When the record was made.
    pub time: SystemTime,
    /// The level.
    pub level: Level,
    /// The target, by default the module.
    pub target: Cow<'static, str>,
    /// The message.
    pub message: String,
    /// The fields, in the order in which they were recorded.
    pub fields: Vec<(Cow<'static, str>, FieldValue)>,
    /// The ids of the current span and its trace, if there is one.
    pub context: Option<TraceContext>,
}

impl LogRecord {
    /// Creates a record without fields and ids.
    pub fn new(
        time: SystemTime,
        level: Level,
        target: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self { time, level, target: target.into(), message: message.into(), fields: Vec::new(), context: None }
    }
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FieldValue {
    /// `true` or `false`.
    Bool(bool),
    /// A signed number.
    Signed(i64),
    /// An unsigned number.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// Any other value, as text.
    Text(Cow<'static, str>),
}

impl crate::delivery::Weigh for LogRecord {
    fn bytes(&self) -> usize {
        let fields = allocation(self.fields.capacity() * size_of::<(Cow<'static, str>, FieldValue)>());
        let texts = self.fields.iter().map(|(name, value)| allocation(name.len()) + value.bytes());
        allocation(self.message.capacity()) + allocation(self.target.len()) + fields + texts.sum::<usize>()
    }
}

impl FieldValue {
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => allocation(text.len()),
            _ => 0,
        }
    }
}
