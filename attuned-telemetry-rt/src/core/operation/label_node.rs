//! The tree of the labels of an operation.

use std::sync::OnceLock;

use metrics::Label;

use super::label_level::LabelLevel;
use crate::core::clock::Started;
use crate::core::labels::capped_labels::OTHER;
use crate::core::labels::label_value::LabelValue;
use crate::core::labels::trie::{Trie, Vacant};
use crate::core::operation::definition::settings::Timing;
use crate::core::operation::metrics::call_metrics::{CallMetrics, CallRecorder, FinishedCall};
use crate::core::operation::metrics::facade::FacadeHandles;
use crate::core::operation::metrics::in_flight::InFlight;
use crate::core::operation::metrics::{no_recorder, recorder};
use crate::core::operation::span::emitter::Emitter;

/// The calls of an operation that have the same labels.
///
/// The nodes form a tree: the node of `{kind="a",hit="true"}` is a child of the node of `{kind="a"}`. The index of a
/// label value selects the child, so no value is hashed. The memory depends on the number of nodes, which is
/// [limited](LabelLevel), not on the number of values that a label can have.
pub struct LabelNode {
    pub(crate) emitter: &'static Emitter,
    /// The last label, and the node of the labels before it.
    label: Option<(Label, &'static Self)>,
    /// Whether every label is `__other__`, because there are too many nodes.
    is_overflow: bool,
    /// The metrics of the installed recorder.
    pub(crate) installed: OnceLock<&'static dyn CallMetrics>,
    /// The metrics of every other recorder, if the annotation enables metrics.
    facade: OnceLock<Option<Box<FacadeHandles>>>,
    below: Trie<Leaf>,
    /// The level of the nodes below.
    level_below: &'static LabelLevel<Self>,
    /// The node of the calls that ended before the next label had a value.
    without: OnceLock<Box<Self>>,
}

/// A node and the value of its last label. All instances of a generic function share a static, so values of several
/// types may have the same index.
struct Leaf {
    text: &'static str,
    node: LabelNode,
}

impl Leaf {
    /// The text of a value usually has the same address in each call.
    #[inline]
    fn has(&self, text: &'static str) -> bool {
        std::ptr::eq(self.text, text) || self.text == text
    }
}

/// The value of a label without a value: one from the returned value, if the call was cancelled or panicked and
/// returned none, and one from the arguments, if its expression panicked.
const NONE: &str = "none";

impl LabelNode {
    /// Creates the node of the calls without labels of their own.
    pub(crate) fn root(emitter: &'static Emitter) -> Self {
        Self::new(emitter, Box::leak(Box::default()))
    }

    fn new(emitter: &'static Emitter, level_below: &'static LabelLevel<Self>) -> Self {
        Self {
            emitter,
            label: None,
            is_overflow: false,
            installed: OnceLock::new(),
            facade: OnceLock::new(),
            below: Trie::default(),
            level_below,
            without: OnceLock::new(),
        }
    }

    /// Creates a node below this one.
    fn child(&'static self, name: &'static str, value: &'static str, is_overflow: bool) -> Self {
        let label = Some((Label::from_static_parts(name, value), self));
        Self { label, is_overflow, ..Self::new(self.emitter, self.level_below.next()) }
    }

    /// Returns the node of the calls that also have this label.
    pub(crate) fn label<L: LabelValue + ?Sized>(&'static self, name: &'static str, value: &L) -> &'static Self {
        let text = value.as_str();
        match self.below.find(value.index(), |leaf| leaf.has(text)) {
            Ok(leaf) => &leaf.node,
            Err(vacant) => self.add_below(name, text, vacant),
        }
    }

    /// Adds the node with this label. If there are too many nodes, returns the overflow node instead.
    #[cold]
    fn add_below(
        &'static self,
        name: &'static str,
        text: &'static str,
        vacant: Vacant<'static, Leaf>,
    ) -> &'static Self {
        if self.is_overflow || !self.level_below.has_capacity() {
            return self.overflow_below(name);
        }
        let make = || {
            self.level_below.add();
            Leaf { text, node: self.child(name, text, false) }
        };
        &vacant.find_or_add(|leaf| leaf.has(text), make).node
    }

    /// Returns the node of the calls that ended before this label had a value.
    pub(crate) fn without_label(&'static self, name: &'static str) -> &'static Self {
        if self.is_overflow {
            return self.overflow_below(name);
        }
        self.without.get_or_init(|| Box::new(self.child(name, NONE, false)))
    }

    /// Returns the node in which this label and all labels of this node are `__other__`.
    fn overflow_below(&'static self, name: &'static str) -> &'static Self {
        let above = match &self.label {
            Some((label, above)) if !self.is_overflow => above.overflow_below(label.key()),
            _ => self,
        };
        self.level_below.overflow(|| above.child(name, OTHER, true))
    }

    /// Whether the calls have a label of this name.
    pub(crate) fn has_label(&self, name: &str) -> bool {
        self.label.as_ref().is_some_and(|(label, above)| label.key() == name || above.has_label(name))
    }

    /// Records a call that has ended.
    #[inline]
    pub(crate) fn end(&'static self, finished: &FinishedCall) {
        if recorder::is_installed_now() {
            self.installed().end(finished);
        } else if !no_recorder::is_current() {
            self.end_anew(finished);
        }
    }

    /// Records a call that has ended, with a recorder that is not the installed one.
    fn end_anew(&'static self, finished: &FinishedCall) {
        if let Some(facade) = self.facade() {
            metrics::with_recorder(|recorder| facade.end_anew(finished, recorder));
        }
    }

    /// Reads the clock for a call that starts now, if its duration is needed.
    #[inline]
    pub(crate) fn start_clock(&self) -> Started {
        if self.emitter.callsite.is_ready() { Started::now_by_counter() } else { self.start_clock_unready() }
    }

    /// Like [`start_clock`](Self::start_clock), for an operation that is not known to be timed by the processor's
    /// counter.
    #[inline(always)]
    pub(crate) fn start_clock_unready(&self) -> Started {
        if self.must_be_timed() { self.choose_clock() } else { Started::untimed() }
    }

    /// Reads the processor's counter if it is calibrated, otherwise the system's clock. If the counter is calibrated
    /// and a recorder is installed, the next calls read the counter without this choice.
    #[cold]
    #[inline(never)]
    fn choose_clock(&self) -> Started {
        if Started::is_counter_calibrated() && recorder::is_installed() {
            self.emitter.callsite.set_ready();
        }
        Started::now()
    }

    /// Whether the duration of a call that starts now is needed.
    #[inline(always)]
    pub(crate) fn must_be_timed(&self) -> bool {
        match self.emitter.timing {
            Timing::Never => false,
            Timing::ForRecorder => !no_recorder::is_current(),
            Timing::Always => true,
        }
    }

    /// Records a call in flight, until the result is dropped.
    pub(crate) fn enter(&'static self) -> InFlight {
        if recorder::is_installed_now() {
            let calls = self.installed();
            return if calls.enter() { InFlight::installed(calls) } else { InFlight::nowhere() };
        }
        self.enter_anew()
    }

    /// Records a call in flight with a recorder that is not the installed one.
    #[inline(never)]
    fn enter_anew(&'static self) -> InFlight {
        if no_recorder::is_current() {
            return InFlight::nowhere();
        }
        let enter = |facade: &'static FacadeHandles| metrics::with_recorder(|recorder| facade.enter_anew(recorder));
        self.facade().and_then(enter).map_or_else(InFlight::nowhere, InFlight::of)
    }

    /// Returns the metrics of the installed recorder. They are created at the first call, outside the initialisation of
    /// the `OnceLock`, because the recorder may call this operation.
    fn installed(&'static self) -> &'static dyn CallMetrics {
        match self.installed.get() {
            Some(calls) => *calls,
            None => {
                let calls = self.find_calls();
                *self.installed.get_or_init(|| calls)
            }
        }
    }

    #[cold]
    fn find_calls(&self) -> &'static dyn CallMetrics {
        let definition = self.emitter.definition;
        let labels = self.labels();
        let of_calls = |recorder: &'static dyn CallRecorder| {
            if self.is_overflow {
                recorder.overflow_metrics(definition, &labels)
            } else {
                recorder.call_metrics(definition, &labels)
            }
        };
        if let Some(calls) = recorder::call_recorder().and_then(of_calls) {
            return calls;
        }
        match FacadeHandles::new(definition, labels) {
            Some(facade) => {
                metrics::with_recorder(|recorder| facade.describe(recorder));
                Box::leak(Box::new(facade))
            }
            None => &Silent,
        }
    }

    /// Returns the metrics of any other recorder, which are created when they are first needed.
    fn facade(&'static self) -> Option<&'static FacadeHandles> {
        let make = || FacadeHandles::new(self.emitter.definition, self.labels()).map(Box::new);
        self.facade.get_or_init(make).as_deref()
    }

    fn labels(&self) -> Vec<Label> {
        let Some((label, above)) = &self.label else { return Vec::new() };
        let mut labels = above.labels();
        labels.push(label.clone());
        labels
    }
}

/// The metrics of an operation without metrics: they record nothing.
struct Silent;

impl CallMetrics for Silent {
    fn end(&self, _: &FinishedCall) {}

    fn succeed(&self, _: Started) -> bool {
        false
    }

    fn enter(&self) -> bool {
        false
    }

    fn leave(&self) {}
}
