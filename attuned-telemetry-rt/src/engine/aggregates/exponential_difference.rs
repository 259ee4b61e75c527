//! The increase of an exponential histogram.

use std::collections::BTreeMap;

use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::histogram::exponential::schema;

/// Returns what was recorded after the reading `before`, in the buckets of the reading `now`. Returns `None` if a count
/// is lower than before.
pub(super) fn difference(now: &Reading, before: &Reading) -> Option<Reading> {
    // The schema of a series only gets coarser.
    if before.schema < now.schema {
        return None;
    }
    let mut increase = Reading::new(now.schema, now.zeros.checked_sub(before.zeros)?, now.sum - before.sum);
    for (is_negative, now_counts, counts_before) in
        [(true, &now.negative, &before.negative), (false, &now.positive, &before.positive)]
    {
        let mut counts_before = merged(counts_before, before.schema, now.schema);
        for (index, count) in now_counts {
            let before = counts_before.remove(index).unwrap_or_default();
            increase.add(is_negative, *index, count.checked_sub(before)?);
        }
        if !counts_before.is_empty() {
            return None;
        }
    }
    Some(increase)
}

/// Merges buckets into those of a coarser schema.
fn merged(counts: &BTreeMap<i32, u64>, from: i8, to: i8) -> BTreeMap<i32, u64> {
    let mut merged = BTreeMap::new();
    for (index, count) in counts {
        *merged.entry(schema::merged(*index, from, to)).or_insert(0_u64) += count;
    }
    merged
}
