//! The names and labels that a thread has recently recorded: most samples have the same ones as an earlier sample.

use std::cell::RefCell;
use std::sync::Arc;

use crate::adapters::metrics::labels::MetricLabels;
use crate::core::labels::text_hasher::TextHasher;

/// The number of series that a thread keeps.
const SLOTS: usize = 64;

/// The maximum length of the texts of a series that is kept, in bytes.
const MOST_BYTES: usize = 1_024;

thread_local! {
    static RECENT: RefCell<Option<Recent>> = const { RefCell::new(None) };
}

/// A series: the name of the metric, and the labels.
type Series = (Arc<str>, MetricLabels);

struct Recent {
    hasher: TextHasher,
    /// Each series has one slot, which it may share with others.
    slots: Vec<Option<Series>>,
}

/// Returns a name and labels in the form that samples share.
pub(in crate::adapters::manager) fn shared(name: &str, labels: &[(&str, &str)]) -> Series {
    let of_thread = |recent: &RefCell<Option<Recent>>| {
        let mut recent = recent.try_borrow_mut().ok()?;
        Some(recent.get_or_insert_with(Recent::new).series(name, labels))
    };
    RECENT.try_with(of_thread).ok().flatten().unwrap_or_else(|| created(name, labels))
}

fn created(name: &str, labels: &[(&str, &str)]) -> Series {
    (name.into(), MetricLabels::new(labels.iter().copied()))
}

impl Recent {
    fn new() -> Self {
        Self { hasher: TextHasher::new(), slots: vec![None; SLOTS] }
    }

    fn series(&mut self, name: &str, labels: &[(&str, &str)]) -> Series {
        let hash = labels.iter().fold(self.hasher.hash(name), |hash, (name, value)| {
            (hash.rotate_left(5) ^ self.hasher.hash(name)).rotate_left(5) ^ self.hasher.hash(value)
        });
        let Some(slot) = self.slots.get_mut(hash % SLOTS) else { return created(name, labels) };
        if let Some(known) =
            slot.as_ref().filter(|(known, of_known)| **known == *name && of_known.iter().eq(labels.iter().copied()))
        {
            return known.clone();
        }
        let new = created(name, labels);
        if name.len() + new.1.bytes() <= MOST_BYTES {
            *slot = Some(new.clone());
        }
        new
    }
}
