//! The tree of the labels of an operation.

use std::sync::OnceLock;

use metrics::Label;

use crate::core::clock::Started;
use crate::core::labels::label_value::LabelValue;
use crate::core::operation::metrics::call_metrics::{CallMetrics, FinishedCall};
use crate::core::operation::metrics::facade::FacadeHandles;
use crate::core::operation::metrics::in_flight::InFlight;
use crate::core::operation::metrics::recorder;
use crate::core::operation::span::emitter::Emitter;

/// The calls of an operation that have the same labels.
///
/// The nodes form a tree: the node of `{kind="a",hit="true"}` is a child of the node of `{kind="a"}`. The index of a
/// label value selects the branch, so no value is hashed.
pub struct LabelNode {
    pub(crate) emitter: &'static Emitter,
    /// The last label, and the node of the labels before it.
    label: Option<(Label, &'static Self)>,
    /// The metrics of the installed recorder.
    pub(crate) installed: OnceLock<&'static dyn CallMetrics>,
    /// The metrics of every other recorder, if the annotation enables metrics.
    facade: OnceLock<Option<Box<FacadeHandles>>>,
    below: OnceLock<Box<[Branch]>>,
    /// The node of the calls that ended before the next label had a value.
    without: Branch,
}

/// The nodes whose next label has the same index. All instances of a generic function share a static, so one branch can
/// contain labels of several types. The list only grows.
type Branch = OnceLock<Box<Leaf>>;

struct Leaf {
    text: &'static str,
    node: LabelNode,
    next: Branch,
}

/// The maximum number of branches of a label. An implementation of `LabelValue` may have any number of values. Values
/// beyond the maximum share the last branch, where they are compared one by one.
const MOST_BRANCHES: usize = 100_000;

/// The value of a label without a value: one from the returned value, if the call was cancelled or panicked and returned
/// none, and one from the arguments, if its expression panicked.
const NONE: &str = "none";

impl LabelNode {
    /// Creates the node of the calls without labels of their own.
    pub(crate) const fn root(emitter: &'static Emitter) -> Self {
        Self {
            emitter,
            label: None,
            installed: OnceLock::new(),
            facade: OnceLock::new(),
            below: OnceLock::new(),
            without: Branch::new(),
        }
    }

    /// Returns the node of the calls that also have this label.
    pub(crate) fn label<L: LabelValue + ?Sized>(&'static self, name: &'static str, value: &L) -> &'static Self {
        self.below(name, L::COUNT, value.index(), value.as_str())
    }

    /// Returns the node of the calls that ended before this label had a value.
    pub(crate) fn without_label(&'static self, name: &'static str) -> &'static Self {
        &self.without.get_or_init(|| Box::new(self.leaf(name, NONE))).node
    }

    /// Whether the calls have a label of this name.
    pub(crate) fn has_label(&self, name: &str) -> bool {
        self.label.as_ref().is_some_and(|(label, above)| label.key() == name || above.has_label(name))
    }

    /// Returns the child node with this label. Indexes out of bounds use the last branch.
    fn below(&'static self, name: &'static str, count: usize, index: usize, text: &'static str) -> &'static Self {
        let branches = self.below.get_or_init(|| (0..=count.min(MOST_BRANCHES)).map(|_| Branch::new()).collect());
        let mut branch = &branches[index.min(branches.len() - 1)];
        loop {
            let leaf = branch.get_or_init(|| Box::new(self.leaf(name, text)));
            if leaf.text == text {
                return &leaf.node;
            }
            branch = &leaf.next;
        }
    }

    fn leaf(&'static self, name: &'static str, text: &'static str) -> Leaf {
        let label = Some((Label::from_static_parts(name, text), self));
        Leaf { text, node: Self { label, ..Self::root(self.emitter) }, next: Branch::new() }
    }

    /// Records a call that has ended.
    #[inline]
    pub(crate) fn end(&'static self, finished: &FinishedCall) {
        if recorder::is_installed_now() {
            self.installed().end(finished);
        } else if let Some(facade) = self.facade() {
            metrics::with_recorder(|recorder| facade.end_anew(finished, recorder));
        }
    }

    /// Records a call in flight, until the result is dropped.
    pub(crate) fn enter(&'static self) -> InFlight {
        if recorder::is_installed_now() {
            let calls = self.installed();
            calls.enter();
            return InFlight::installed(calls);
        }
        let enter = |facade: &'static FacadeHandles| metrics::with_recorder(|recorder| facade.enter_anew(recorder));
        self.facade().map_or_else(InFlight::nowhere, |facade| InFlight::of(enter(facade)))
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
        if let Some(calls) = recorder::call_recorder().and_then(|counter| counter.call_metrics(definition, &labels)) {
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

    fn enter(&self) {}

    fn leave(&self) {}
}
