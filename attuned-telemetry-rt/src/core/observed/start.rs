//! Starts calls: immediately, or when the returned future or stream is first polled.

use tracing::Span;

use super::labelled::Labelled;
use super::observed_call::ObservedCall;
use crate::core::call::call::{Call, Observer as _};
use crate::core::call::deferred::{Start, make};
use crate::core::labels::label_value::LabelValue;
use crate::core::operation::label_node::LabelNode;
use crate::core::operation::operation::Operation;
use crate::core::operation::span::builder::{SpanBuilder, open_empty};
use crate::core::operation::span::callsite::Needs;
use crate::core::operation::span::deferred::DeferredSpan;

impl Operation {
    /// Adds a label to a call that has not started yet.
    #[must_use]
    pub fn label<L: LabelValue + ?Sized>(&'static self, name: &'static str, value: &L) -> Labelled {
        Labelled::none(self.root()).label(name, value)
    }

    /// Starts a call whose span has only the runtime's own fields.
    pub fn start(&'static self) -> Call<ObservedCall> {
        self.root().start()
    }

    /// Starts a call. The values of the fields are evaluated only if the span is enabled.
    pub fn start_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> Span) -> Call<ObservedCall> {
        self.root().start_with(span)
    }

    /// Prepares a call that starts later.
    pub fn deferred_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> DeferredSpan) -> DeferredCall {
        self.root().deferred_with(span)
    }
}

impl LabelNode {
    /// Starts a call whose span has only the runtime's own fields.
    #[inline]
    pub fn start(&'static self) -> Call<ObservedCall> {
        // All other cases are in separate functions, so that no register has to be saved for them here.
        match self.emitter.callsite.needs() {
            Needs::Counter => Call(ObservedCall::new_fast(self)),
            Needs::Clock => self.start_unready(),
            Needs::Place => self.start_traced(),
            Needs::All => self.start_slow(),
        }
    }

    /// Starts a call without a span, which is not known to be timed by the processor's counter.
    #[inline(never)]
    fn start_unready(&'static self) -> Call<ObservedCall> {
        Call(ObservedCall::new_unready(self))
    }

    /// Starts a call that has no span, but belongs to a trace.
    #[inline(never)]
    fn start_traced(&'static self) -> Call<ObservedCall> {
        let mut call = ObservedCall::new_fast(self);
        call.enter_stack();
        Call(call)
    }

    /// Starts a call that may have a span.
    #[inline(never)]
    fn start_slow(&'static self) -> Call<ObservedCall> {
        let span = if self.emitter.callsite.is_enabled() { open_empty(self.emitter) } else { Span::none() };
        enter(ObservedCall::new(self, span))
    }

    /// Starts a call. The values of the fields are evaluated only if the span is enabled.
    pub fn start_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> Span) -> Call<ObservedCall> {
        // The values are user code. The call has already started, so a panic in this code is a panic of the call.
        let mut call = Call(ObservedCall::new(self, Span::none()));
        if self.emitter.callsite.is_enabled() {
            call.0.set_span(span(SpanBuilder::of(self.emitter)));
        }
        call.0.enter();
        call
    }

    /// Prepares a call that starts later, when the arguments may no longer exist. The values of the fields are stored.
    pub fn deferred_with(&'static self, span: impl FnOnce(SpanBuilder<'static>) -> DeferredSpan) -> DeferredCall {
        let call = DeferredCall { node: self, span: None };
        if !self.emitter.callsite.is_enabled() {
            return call;
        }
        // The values are user code, so a panic in this code is a panic of the call.
        let (call, span) = make(call, || span(SpanBuilder::of(self.emitter)));
        DeferredCall { span: Some(span), ..call }
    }
}

/// Enters a call, unless it has no span and no place in a trace.
#[inline]
fn enter(observed: ObservedCall) -> Call<ObservedCall> {
    if observed.must_be_entered() { Call::start(observed) } else { Call(observed) }
}

/// A call of a function that returns a future or a stream. The call starts when the future or stream is first polled.
pub struct DeferredCall {
    node: &'static LabelNode,
    span: Option<DeferredSpan>,
}

impl DeferredCall {
    /// Starts the call.
    pub fn start(self) -> Call<ObservedCall> {
        let span = self.span.map_or_else(Span::none, DeferredSpan::open);
        enter(ObservedCall::new(self.node, span))
    }
}

macro_rules! start {
    ($($deferred:ty),*) => {
        $(impl Start for $deferred {
            type Observer = ObservedCall;

            fn begin(self) -> Call<ObservedCall> {
                self.start()
            }
        })*
    };
}

start!(&'static Operation, &'static LabelNode, DeferredCall);
