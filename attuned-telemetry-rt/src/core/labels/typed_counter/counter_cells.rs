//! The interface between a typed counter and the recorder that has its cells.

use std::sync::atomic::AtomicUsize;

use super::typed_labels::TypedValue;

/// What a recorder needs to know of a typed counter.
#[derive(Debug)]
#[cfg_attr(not(feature = "engine"), expect(dead_code, reason = "only the engine has cells"))]
pub(crate) struct CounterDefinition {
    pub(crate) name: &'static str,
    pub(crate) description: Option<&'static str>,
    /// The name of each label.
    pub(crate) labels: &'static [&'static str],
    /// The number of values of each label. Their product is less than 2<sup>32</sup>.
    pub(crate) counts: &'static [usize],
    /// The address of the recorder to which the counter was last described.
    pub(crate) described: AtomicUsize,
}

/// Two counters are the same only if they are the same static: counters with the same definition may have labels of
/// different types.
impl PartialEq for CounterDefinition {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// The cells of a typed counter.
pub(crate) trait CounterCells: Send + Sync {
    /// Adds to the series with this number. Returns `false`, and adds nothing, if the series has not been counted
    /// before, so that the texts of its labels are not known.
    fn add(&self, number: u32, count: u64) -> bool;

    /// Adds to the series with these labels.
    fn add_first(&self, values: &[TypedValue], count: u64);
}
