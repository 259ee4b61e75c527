//! The limit on the nodes of the label tree.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::core::operation::metrics::call_metrics::CallRecorder;
use crate::core::operation::metrics::recorder;

/// The nodes of an operation that have the same number of labels. Clients may choose the values of several labels, so
/// the number of their combinations is limited: beyond the limit, calls with new combinations share one node, in which
/// every label is `__other__`.
///
/// Each node belongs to a node with all labels, which has a series, so a level needs no more nodes than the recorder
/// allows series.
pub(crate) struct LabelLevel<Node> {
    /// The limit if the recorder has none.
    most: usize,
    nodes: AtomicUsize,
    overflow: OnceLock<Box<Node>>,
    next: OnceLock<Box<Self>>,
}

/// The maximum number of nodes with one label if the recorder has no limit of its own: the maximum number of values of
/// a `CappedLabels`.
const MOST_VALUES: usize = 100_000;

/// The maximum number of nodes with a certain number of labels, two or more, if the recorder has no limit of its own.
const MOST_COMBINATIONS: usize = 10_000;

impl<Node> Default for LabelLevel<Node> {
    fn default() -> Self {
        Self::new(MOST_VALUES)
    }
}

impl<Node> LabelLevel<Node> {
    const fn new(most: usize) -> Self {
        Self { most, nodes: AtomicUsize::new(0), overflow: OnceLock::new(), next: OnceLock::new() }
    }

    /// Returns the level of the next label.
    pub(crate) fn next(&self) -> &Self {
        self.next.get_or_init(|| Box::new(Self::new(MOST_COMBINATIONS)))
    }

    /// Whether the level may have another node. Threads that ask at the same time may exceed the limit by one node
    /// each.
    pub(crate) fn has_capacity(&self) -> bool {
        let limit = recorder::call_recorder().map_or(self.most, CallRecorder::series_limit);
        self.nodes.load(Ordering::Relaxed) < limit
    }

    /// Counts a new node.
    pub(crate) fn add(&self) {
        self.nodes.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the node in which every label is `__other__`.
    pub(crate) fn overflow(&self, make: impl FnOnce() -> Node) -> &Node {
        self.overflow.get_or_init(|| Box::new(make()))
    }
}
