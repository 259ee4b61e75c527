//! The observer of `#[observed]`: it measures a call, records its outcome, and adds it to its trace.

use std::time::Duration;

use tracing::Span;

use super::span_status;
use crate::core::call::call::{Call, Observer, State};
use crate::core::clock::Started;
use crate::core::context::{readers, stack};
use crate::core::operation::definition::settings::Timing;
use crate::core::operation::label_node::LabelNode;
use crate::core::operation::metrics::call_metrics::FinishedCall;
use crate::core::operation::metrics::recorder;
use crate::core::operation::span::pooled::PooledScope;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// One call of an operation. It is small, because an annotated future contains one `ObservedCall` for each level of
/// nesting.
pub struct ObservedCall {
    pub(super) node: &'static LabelNode,
    pub(super) scope: PooledScope,
    /// When the call started. The tag contains the state of the call and the flags below.
    started: Started,
}

/// In the tag: the call has a span, or stored ids because it has paused.
const HAS_SCOPE: u8 = 1 << 6;

/// In the tag: the call is on the stack of the thread that it runs on.
const ON_STACK: u8 = 1 << 5;

/// In the tag: something reads ids.
const IS_TRACED: u8 = 1 << 4;

impl ObservedCall {
    /// Starts a call, which is not entered yet.
    #[inline]
    pub(super) fn new(node: &'static LabelNode, span: Span) -> Self {
        let started = node.start_clock();
        let mut call = Self { node, scope: PooledScope::new(span), started };
        call.set_state(State::Running);
        call
    }

    /// Starts a call without a span, timed by the processor's counter.
    #[inline(always)]
    pub(super) fn new_fast(node: &'static LabelNode) -> Self {
        Self { node, scope: PooledScope::EMPTY, started: Started::now_by_counter() }
    }

    /// Starts a call without a span, which is not known to be timed by the processor's counter.
    #[inline(always)]
    pub(super) fn new_unready(node: &'static LabelNode) -> Self {
        Self { node, scope: PooledScope::EMPTY, started: node.start_clock_unready() }
    }

    /// Sets the span of a call that has not been entered yet.
    pub(super) fn set_span(&mut self, span: Span) {
        self.scope = PooledScope::new(span);
        self.set_state(State::Running);
    }

    /// Whether the call has a span or a place in a trace.
    #[inline]
    pub(super) fn must_be_entered(&self) -> bool {
        !self.scope.is_empty() || readers::is_wanted()
    }

    /// Enters the span, and adds the call to the stack of this thread unless the span was added.
    fn enter_traced(&mut self) {
        if self.scope.is_empty() {
            return self.enter_stack();
        }
        let depth = stack::depth();
        self.scope.enter();
        if stack::depth() == depth {
            self.enter_stack();
        } else {
            self.set_flags(IS_TRACED);
        }
    }

    /// Adds the call to the stack of this thread, unless the annotation has `span = false`.
    pub(super) fn enter_stack(&mut self) {
        if self.node.emitter.definition.settings.span {
            stack::enter_call(self.scope.ids());
            self.set_flags(IS_TRACED | ON_STACK);
        } else {
            self.set_flags(IS_TRACED);
        }
    }

    fn set_flags(&mut self, flags: u8) {
        self.started.set_tag(self.started.tag() | flags);
    }

    /// Removes the call from the stack of this thread, if it is there.
    #[inline]
    fn leave_stack(&mut self) {
        if self.started.tag() & ON_STACK != 0 {
            self.leave_its_place();
        }
    }

    fn leave_its_place(&mut self) {
        self.started.set_tag(self.started.tag() & !ON_STACK);
        if self.state() == State::Ended {
            stack::leave_call();
        } else if let Some(ids) = stack::pause_call() {
            self.scope.keep_ids(ids);
        }
    }

    /// Whether the call is running, has neither a span nor stored ids, and something reads ids.
    #[inline]
    fn is_traced_without_span(&self) -> bool {
        self.started.tag() & !ON_STACK == IS_TRACED
    }

    /// Records a success of a call that [is traced without a span](Self::is_traced_without_span).
    #[inline(never)]
    fn succeed_traced(&mut self) -> bool {
        let tag = self.started.tag();
        let Some(installed) = self.node.installed.get() else { return false };
        self.started.set_tag(0);
        let is_recorded =
            self.started.is_fast_path() && recorder::is_installed_now() && installed.succeed_traced(self.started);
        self.started.set_tag(if is_recorded { State::Ended as u8 | tag } else { tag });
        if is_recorded {
            self.leave_stack();
        }
        is_recorded
    }

    #[inline(never)]
    fn end_recorded(&self, outcome: Outcome, failure: Failure) {
        let nanoseconds = self.started.elapsed();
        let node = self.end_node();
        node.end(&FinishedCall { outcome, failure, nanoseconds });
        let slow = node.emitter.definition.settings.slow;
        if let Some(nanoseconds) = nanoseconds.filter(|nanoseconds| slow != 0 && *nanoseconds > slow) {
            node.emitter.slow_event(seconds(nanoseconds), seconds(slow));
        }
    }

    /// Returns the node whose metrics record the call. It has all labels, including those from the returned value, even
    /// if the call returned no value.
    fn end_node(&self) -> &'static LabelNode {
        let names = self.node.emitter.definition.settings.labels_of_returned;
        let missing = names.iter().filter(|name| !self.node.has_label(name));
        missing.fold(self.node, |node, name| node.without_label(name))
    }
}

impl Observer for ObservedCall {
    #[inline(always)]
    fn state(&self) -> State {
        State::from_number(self.started.tag() & !(HAS_SCOPE | ON_STACK | IS_TRACED))
    }

    #[inline]
    fn set_state(&mut self, state: State) {
        let has_scope = if self.scope.is_empty() { 0 } else { HAS_SCOPE };
        let kept = self.started.tag() & (ON_STACK | IS_TRACED);
        self.started.set_tag(state as u8 | has_scope | kept);
    }

    #[inline]
    fn enter(&mut self) {
        if readers::is_wanted() {
            self.enter_traced();
        } else {
            self.scope.enter();
        }
    }

    #[inline]
    fn leave(&mut self) {
        self.leave_stack();
        if !self.scope.is_empty() {
            if self.state() == State::Ended {
                self.scope.exit_and_close();
            } else {
                self.scope.exit();
            }
        }
    }

    #[inline]
    fn end(&mut self, outcome: Outcome, failure: Failure) {
        if self.node.emitter.timing != Timing::Never {
            self.end_recorded(outcome, failure);
        }
        if let Some(span) = self.scope.span() {
            span_status::record(span, self.node.emitter, outcome, failure);
        }
    }

    fn end_call(call: &mut Call<Self>, failure: Failure) {
        if let Some(error_type) = failure {
            return end_failed(call, error_type);
        }
        // A success of which only the count and the duration are recorded. The node is read last, so that no register
        // has to be saved for it.
        let observed = &mut call.0;
        if !observed.started.is_fast_path() {
            return end_success(call);
        }
        if recorder::is_installed_now() {
            if let Some(installed) = observed.node.installed.get() {
                if installed.succeed(observed.started) {
                    observed.started = Started::tag_only(State::Ended as u8);
                    return;
                }
            }
        }
        end_slow(call, None);
    }

    fn drop_call(call: &mut Call<Self>) {
        call.end_dropped();
    }
}

/// Ends a successful call that cannot take the fast path.
#[cold]
#[inline(never)]
fn end_success(call: &mut Call<ObservedCall>) {
    if call.0.started.is_untimed() && !call.0.node.must_be_timed() {
        call.0.started = Started::tag_only(State::Ended as u8);
        return;
    }
    end_slow(call, None);
}

/// Ends a call that returned an error.
#[cold]
#[inline(never)]
fn end_failed(call: &mut Call<ObservedCall>, error_type: &'static str) {
    let observed = &mut call.0;
    if observed.started.is_untimed() && !observed.node.must_be_timed() {
        observed.started = Started::tag_only(State::Ended as u8);
        return;
    }
    if observed.started.is_fast_path() && recorder::is_installed_now() {
        if let Some(installed) = observed.node.installed.get() {
            if installed.fail(observed.started, error_type) {
                observed.started = Started::tag_only(State::Ended as u8);
                return;
            }
        }
    }
    end_slow(call, Some(error_type));
}

/// Ends a call that cannot take the fast path. It is not `#[cold]`, because it would not be optimised for calls with
/// spans then.
#[inline(never)]
fn end_slow(call: &mut Call<ObservedCall>, failure: Failure) {
    let is_recorded = failure.is_none() && call.0.is_traced_without_span() && call.0.succeed_traced();
    if !is_recorded {
        call.end_with(failure);
    }
}

fn seconds(nanoseconds: u64) -> f64 {
    Duration::from_nanos(nanoseconds).as_secs_f64()
}

// An annotated future contains one `ObservedCall` for each level of nesting.
const _: () = assert!(size_of::<ObservedCall>() == 24 || size_of::<usize>() != 8);
