//! Captured spans and events.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// Captures the spans and events inside [`watch`](Self::watch).
#[derive(Clone, Default)]
pub struct Trace(Arc<Mutex<Captured>>);

#[derive(Default)]
struct Captured {
    spans: Vec<Span>,
    events: Vec<Event>,
}

/// A span, in its current state.
#[derive(Clone, Debug)]
pub struct Span {
    /// Its name.
    pub name: &'static str,
    /// Its target.
    pub target: &'static str,
    /// Its level.
    pub level: Level,
    /// The file of its callsite.
    pub file: Option<&'static str>,
    /// The line of its callsite.
    pub line: Option<u32>,
    /// The name of its parent.
    pub parent: Option<&'static str>,
    /// The names of the spans that it follows from.
    pub causes: Vec<&'static str>,
    /// Its declared fields, in order.
    pub declared: Vec<&'static str>,
    /// The values recorded so far.
    pub fields: BTreeMap<&'static str, Value>,
    /// How often it was entered.
    pub entered: usize,
    /// How often it was exited.
    pub left: usize,
    /// Whether it is closed.
    pub closed: bool,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its level.
    pub level: Level,
    /// Its target.
    pub target: &'static str,
    /// The name of its parent span.
    pub span: Option<&'static str>,
    /// Its fields, including the message.
    pub fields: BTreeMap<&'static str, Value>,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A Boolean.
    Bool(bool),
    /// A signed integer.
    Signed(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// Text.
    Text(String),
    /// Output of `Debug` or `Display`.
    Formatted(String),
}

impl Trace {
    /// Creates an empty capture.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `scope` and captures everything on this thread.
    pub fn watch<R>(&self, scope: impl FnOnce() -> R) -> R {
        self.watch_at(LevelFilter::TRACE, scope)
    }

    /// Runs `scope` and captures the spans and events that the filter enables.
    pub fn watch_at<R>(&self, filter: LevelFilter, scope: impl FnOnce() -> R) -> R {
        tracing::subscriber::with_default(Registry::default().with(self.clone()).with(filter), scope)
    }

    /// Returns the spans so far, in order of creation.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        self.lock().spans.clone()
    }

    /// Returns the only span.
    #[must_use]
    pub fn span(&self) -> Span {
        let spans = self.spans();
        assert_eq!(spans.len(), 1, "{spans:#?}");
        spans[0].clone()
    }

    /// Returns the events so far.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.lock().events.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Captured> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at<S: Subscriber + for<'a> LookupSpan<'a>>(
        &self,
        id: &Id,
        context: &Context<'_, S>,
        change: impl FnOnce(&mut Span),
    ) {
        let index = context.span(id).and_then(|span| span.extensions().get::<Index>().map(|index| index.0));
        if let Some(index) = index {
            change(&mut self.lock().spans[index]);
        }
    }
}

impl Span {
    /// Returns the value of a field, if it is text.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.fields.get(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Event {
    /// Returns a field as text.
    #[must_use]
    pub fn shown(&self, field: &str) -> Option<&str> {
        match self.fields.get(field) {
            Some(Value::Text(text) | Value::Formatted(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the message.
    #[must_use]
    pub fn message(&self) -> String {
        match self.fields.get("message") {
            Some(Value::Text(text) | Value::Formatted(text)) => text.clone(),
            other => panic!("no message: {other:?}"),
        }
    }
}

/// Index of a span in the list, stored in the span's extensions.
struct Index(usize);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Trace {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let metadata = attributes.metadata();
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let mut captured = self.lock();
        span.extensions_mut().insert(Index(captured.spans.len()));
        captured.spans.push(Span {
            name: metadata.name(),
            target: metadata.target(),
            level: *metadata.level(),
            file: metadata.file(),
            line: metadata.line(),
            parent: span.parent().map(|parent| parent.name()),
            causes: Vec::new(),
            declared: metadata.fields().iter().map(|field| field.name()).collect(),
            fields: fields.0,
            entered: 0,
            left: 0,
            closed: false,
        });
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        self.at(id, &context, |span| {
            let mut fields = Fields::default();
            record.record(&mut fields);
            span.fields.extend(fields.0);
        });
    }

    fn on_follows_from(&self, id: &Id, follows: &Id, context: Context<'_, S>) {
        let cause = context.span(follows).map(|span| span.name());
        self.at(id, &context, |span| span.causes.extend(cause));
    }

    fn on_event(&self, event: &tracing::Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let span = context.event_span(event).map(|span| span.name());
        let (level, target) = (*event.metadata().level(), event.metadata().target());
        self.lock().events.push(Event { level, target, span, fields: fields.0 });
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        self.at(id, &context, |span| span.entered += 1);
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        self.at(id, &context, |span| span.left += 1);
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        self.at(&id, &context, |span| span.closed = true);
    }
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, Value>);

impl Visit for Fields {
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name(), Value::Bool(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name(), Value::Signed(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name(), Value::Unsigned(value));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.insert(field.name(), Value::Float(value));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), Value::Text(value.to_owned()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), Value::Formatted(format!("{value:?}")));
    }
}
