//! What `#[observed]` makes of a call: the outcome in the span and in the metrics.

use std::time::Duration;

use tracing::{Span, Value};

use crate::core::call::call::{Call, Observer, State};
use crate::core::call::deferred::Start;
use crate::core::clock::{Elapsed, Started};
use crate::core::definition::fields::OWN_COUNT;
use crate::core::labels::label_value::LabelValue;
use crate::core::metrics::call_metrics::FinishedCall;
use crate::core::metrics::recorder;
use crate::core::operation::label_node::LabelNode;
use crate::core::operation::operation::Operation;
use crate::core::span::builder::{SpanBuilder, open_empty};
use crate::core::span::deferred::DeferredSpan;
use crate::core::span::pooled::PooledSpan;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// Measures one call of an operation. Every annotated future holds one at each level, so it is small.
pub struct ObservedCall {
    pub(super) node: &'static LabelNode,
    span: PooledSpan,
    /// Beside it, the state, and whether there is a span.
    started: Started,
}

/// What is beside the start of a call that has a span, with the state.
const IN_SPAN: u8 = 1 << 6;

impl Operation {
    /// The series of the calls that have this label.
    #[must_use]
    pub fn label<L: LabelValue + ?Sized>(&'static self, name: &'static str, value: &L) -> &'static LabelNode {
        self.initialized().node.label(name, value)
    }

    /// Starts a call whose span has no fields of the annotation's.
    pub fn start(&'static self) -> Call<ObservedCall> {
        // Whatever is not as usual is done elsewhere, so that nothing has to be kept meanwhile.
        match self.ready.get() {
            Some(initialized) if !initialized.callsite.may_be_enabled() => Call(ObservedCall {
                node: &initialized.node,
                span: PooledSpan::NONE,
                started: Started::now_by_counter(),
            }),
            _ => self.start_slowly(),
        }
    }

    #[cold]
    #[inline(never)]
    fn start_slowly(&'static self) -> Call<ObservedCall> {
        let initialized = self.initialized();
        if Started::is_counter_calibrated() && self.definition.settings.is_timed() {
            self.ready.get_or_init(|| initialized);
        }
        initialized.node.start()
    }

    /// Starts a call. The values of the fields are asked for only if the span is enabled.
    pub fn start_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> Span) -> Call<ObservedCall> {
        self.initialized().node.start_with(span)
    }

    /// A call that will start later.
    pub fn deferred_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> DeferredSpan) -> DeferredCall {
        self.initialized().node.deferred_with(span)
    }
}

impl LabelNode {
    /// Starts a call whose span has no fields of the annotation's.
    pub fn start(&'static self) -> Call<ObservedCall> {
        let span = if self.operation.is_span_enabled() { open_empty(self.operation) } else { Span::none() };
        ObservedCall::start(self, span)
    }

    /// Starts a call. The values of the fields are asked for only if the span is enabled.
    pub fn start_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> Span) -> Call<ObservedCall> {
        // The values are the user's code: a panic in them is a panic of the call.
        let mut call = ObservedCall::start(self, Span::none());
        if self.operation.is_span_enabled() {
            let measure = call.observer();
            measure.span = PooledSpan::new(span(SpanBuilder::of(self.operation)));
            measure.set_state(State::Running);
            measure.span.enter();
        }
        call
    }

    /// A call that will start later, when the arguments are gone: the values of the fields are kept.
    pub fn deferred_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> DeferredSpan) -> DeferredCall {
        let span = self.operation.is_span_enabled().then(|| span(SpanBuilder::of(self.operation)));
        DeferredCall { node: self, span }
    }
}

impl Start for &'static Operation {
    type Observer = ObservedCall;

    fn begin(self) -> Call<ObservedCall> {
        self.start()
    }
}

impl Start for &'static LabelNode {
    type Observer = ObservedCall;

    fn begin(self) -> Call<ObservedCall> {
        self.start()
    }
}

impl Start for DeferredCall {
    type Observer = ObservedCall;

    fn begin(self) -> Call<ObservedCall> {
        self.start()
    }
}

/// A call of a function that gives a future or a stream: it starts when that is first polled.
pub struct DeferredCall {
    node: &'static LabelNode,
    span: Option<DeferredSpan>,
}

impl DeferredCall {
    /// Starts the call.
    pub fn start(self) -> Call<ObservedCall> {
        let span = self.span.map_or_else(Span::none, DeferredSpan::open);
        ObservedCall::start(self.node, span)
    }
}

impl ObservedCall {
    fn start(node: &'static LabelNode, span: Span) -> Call<Self> {
        let span = PooledSpan::new(span);
        let is_timed = node.operation.definition.settings.is_timed();
        let started = if is_timed { Started::now() } else { Started::tag_only(State::Running as u8) };
        let mut measure = Self { node, span, started };
        measure.set_state(State::Running);
        Call::start(measure)
    }

    fn end_timed(&self, outcome: Outcome, failure: Failure) {
        let nanoseconds = self.started.elapsed();
        let node = self.end_node();
        node.end(&FinishedCall { outcome, failure, nanoseconds });
        let slow = node.operation.definition.settings.slow;
        if slow != 0 && nanoseconds > slow {
            node.operation.slow_event(seconds(nanoseconds), seconds(slow));
        }
    }

    /// The series that the call counts in: it has every label, also those that nothing was returned to say.
    fn end_node(&self) -> &'static LabelNode {
        let names = self.node.operation.definition.settings.labels_of_returned;
        let missing = names.iter().filter(|name| !self.node.has_label(name));
        missing.fold(self.node, |node, name| node.without_label(name))
    }
}

impl Call<ObservedCall> {
    /// Whether there is no more to say of a success than that it was one, and how long it took: it has no span, and the
    /// installed recorder counts it.
    #[inline]
    pub(crate) fn is_fast_path(&self) -> bool {
        self.0.started.is_fast_path() && recorder::is_installed_now()
    }

    /// Ends a success that [is on the fast path](Self::is_fast_path), and says how many nanoseconds it took. Not, if these are no fewer than
    /// `slow_path_above`, where that matters.
    #[inline]
    pub(crate) fn finish_fast(&mut self, slow_path_above: Option<u64>) -> Option<Elapsed> {
        let elapsed = self.0.started.elapsed_by_counter()?;
        if slow_path_above.is_some_and(|slow_path_above| elapsed.nanoseconds >= slow_path_above) {
            return None;
        }
        self.0.started = Started::tag_only(State::Ended as u8);
        Some(elapsed)
    }

    /// Ends a call of which there may be more to say.
    #[cold]
    #[inline(never)]
    pub(crate) fn finish_slow(&mut self, failure: Failure) {
        self.end_with(failure);
    }
}

impl Observer for ObservedCall {
    #[inline]
    fn state(&self) -> State {
        State::from_number(self.started.tag() & !IN_SPAN)
    }

    #[inline]
    fn set_state(&mut self, state: State) {
        let in_span = if self.span.get().is_some() { IN_SPAN } else { 0 };
        self.started.set_tag(state as u8 | in_span);
    }

    fn enter(&mut self) {
        self.span.enter();
    }

    fn leave(&mut self) {
        self.span.exit();
        if self.state() == State::Ended {
            self.span.close();
        }
    }

    fn end(&mut self, outcome: Outcome, failure: Failure) {
        if self.node.operation.definition.settings.is_timed() {
            self.end_timed(outcome, failure);
        }
        if let Some(span) = self.span.get() {
            record(span, self.node.operation, outcome, failure);
        }
    }

    fn end_call(call: &mut Call<Self>, failure: Failure) {
        match call.0.node.installed.get() {
            Some(installed) if failure.is_none() => installed.succeed(call),
            _ => call.finish_slow(failure),
        }
    }

    fn drop_call(call: &mut Call<Self>) {
        call.end_dropped();
    }
}

fn seconds(nanoseconds: u64) -> f64 {
    Duration::from_nanos(nanoseconds).as_secs_f64()
}

/// Source: <https://opentelemetry.io/docs/specs/semconv/general/recording-errors/>
fn record(span: &Span, operation: &'static Operation, outcome: Outcome, failure: Failure) {
    let status = outcome.as_str();
    let names = operation.metadata().fields();
    if names.len() == OWN_COUNT {
        // No name has to be looked for.
        let error = failure.map(|_| "ERROR");
        let values = [
            Some(&status as &dyn Value),
            failure.as_ref().map(|error_type| error_type as &dyn Value),
            error.as_ref().map(|error| error as &dyn Value),
        ];
        span.record_all(&names.value_set_all(&values));
        return;
    }
    span.record("status", status);
    if let Some(error_type) = failure {
        span.record("error.type", error_type);
        span.record("otel.status_code", "ERROR");
    }
}

// Each level of annotated futures holds one.
const _: () = assert!(size_of::<ObservedCall>() == 24 || size_of::<usize>() != 8);
