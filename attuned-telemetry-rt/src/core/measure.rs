//! What `#[observed]` makes of a call: the outcome in the span and in the metrics.

use metrics::Gauge;
use tracing::Span;

use super::call::{Call, Observer};
use super::clock::Started;
use super::fields::NewSpan;
use super::operation::Operation;
use super::outcome::Outcome;
use super::returned::Failure;

/// Measures one call of an operation.
pub struct Measure {
    operation: &'static Operation,
    started: Started,
    in_flight: Gauge,
}

impl Operation {
    /// Starts a call whose span has no fields of the annotation's.
    pub fn start(&'static self) -> Call<Measure> {
        self.start_with(NewSpan::open)
    }

    /// Starts a call. The values of the fields are asked for only if the span is enabled.
    pub fn start_with(&'static self, span: impl FnOnce(NewSpan<'static>) -> Span) -> Call<Measure> {
        let mut call = Measure::start(self);
        if self.is_span_enabled() {
            call.place = call.prepare(|_| span(NewSpan::of(&self.metadata)));
        }
        call
    }
}

impl Measure {
    fn start(operation: &'static Operation) -> Call<Self> {
        let in_flight = operation.meters.enter(&operation.definition);
        Call::start(Span::none(), Self { operation, started: Started::now(), in_flight })
    }
}

impl Observer for Measure {
    type Place = Span;

    fn end(&mut self, span: &Span, outcome: Outcome, failure: Failure) {
        self.in_flight.decrement(1);
        let Operation { meters, definition, .. } = self.operation;
        meters.end(definition, outcome, self.started.seconds(), failure);
        if !span.is_disabled() {
            record(span, outcome, failure);
        }
    }
}

/// Source: <https://opentelemetry.io/docs/specs/semconv/general/recording-errors/>
fn record(span: &Span, outcome: Outcome, failure: Failure) {
    span.record("status", outcome.as_str());
    if let Some(error_type) = failure {
        span.record("error.type", error_type);
        span.record("otel.status_code", "ERROR");
    }
}
