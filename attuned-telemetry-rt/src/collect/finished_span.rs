//! A span that has ended.

use std::borrow::Cow;
use std::time::SystemTime;

use super::log_record::FieldValue;
use crate::core::context::ids::SpanId;
use crate::core::context::trace_context::TraceContext;

/// A span that has ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FinishedSpan {
    /// The name.
    pub name: Cow<'static, str>,
    /// The ids of the span and its trace.
    pub context: TraceContext,
    /// The id of the parent, if there is one.
    pub parent: Option<SpanId>,
    /// When the span started.
    pub start: SystemTime,
    /// When the span ended.
    pub end: SystemTime,
    /// The attributes.
    pub attributes: Vec<(Cow<'static, str>, FieldValue)>,
}

impl FinishedSpan {
    /// Creates a span without parent and attributes.
    pub fn new(name: impl Into<Cow<'static, str>>, context: TraceContext, start: SystemTime, end: SystemTime) -> Self {
        Self { name: name.into(), context, parent: None, start, end, attributes: Vec::new() }
    }
}

impl crate::delivery::Weigh for FinishedSpan {
    fn bytes(&self) -> usize {
        let fields = self
            .attributes
            .iter()
            .map(|(name, value)| size_of::<(Cow<'static, str>, FieldValue)>() + name.len() + value.bytes());
        self.name.len() + fields.sum::<usize>()
    }
}
