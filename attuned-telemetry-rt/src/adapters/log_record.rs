//! A log record.

use std::borrow::Cow;
use std::time::SystemTime;

use tracing::Level;

use crate::collect::{AttributeValue, LogRecord as Collected};
use crate::core::context::trace_context::TraceContext;
use crate::delivery::Weigh;

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

impl From<Collected> for LogRecord {
    fn from(collected: Collected) -> Self {
        let metadata = collected.metadata();
        // The target of an event of the crate `log` is not that of its place in the code.
        let target = if collected.target() == metadata.target() {
            Cow::Borrowed(metadata.target())
        } else {
            Cow::Owned(collected.target().to_owned())
        };
        let mut record = Self::new(collected.time(), collected.level(), target, collected.message());
        record.fields =
            collected.attributes().iter().map(|(name, value)| (Cow::Borrowed(name), value.into())).collect();
        record.context = collected.context();
        record
    }
}

impl From<AttributeValue<'_>> for FieldValue {
    fn from(value: AttributeValue<'_>) -> Self {
        match value {
            AttributeValue::Bool(value) => Self::Bool(value),
            AttributeValue::I64(value) => Self::Signed(value),
            AttributeValue::U64(value) => Self::Unsigned(value),
            AttributeValue::F64(value) => Self::Float(value),
            AttributeValue::I128(value) => Self::Text(Cow::Owned(value.to_string())),
            AttributeValue::U128(value) => Self::Text(Cow::Owned(value.to_string())),
            AttributeValue::Text(text) => Self::Text(Cow::Owned(text.to_owned())),
        }
    }
}

impl Weigh for LogRecord {
    fn bytes(&self) -> usize {
        let fields = self
            .fields
            .iter()
            .map(|(name, value)| size_of::<(Cow<'static, str>, FieldValue)>() + name.len() + value.bytes());
        self.message.capacity() + self.target.len() + fields.sum::<usize>()
    }
}

impl FieldValue {
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 0,
        }
    }
}
