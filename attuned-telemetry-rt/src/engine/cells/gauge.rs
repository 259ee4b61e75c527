//! The cells of a gauge.

use super::process::{shards, total};
use super::shards::{LocalShard, add_float_shared};
use super::sync::Ordering;

/// Returns the value of a gauge, whose two cells start with `first`.
///
/// The first cell has the value that handles of the facade set and change, in the shared shard only. The threads' own
/// copies of the first cell count [writes](count_write). The second cell has the number of calls in flight, in each
/// thread's own shard. The gauge is the sum of the value and that number.
pub(crate) fn gauge(first: u32) -> f64 {
    let value = shards().shared().read(first).map_or(0.0, f64::from_bits);
    let counted = counted(first);
    if counted == 0.0 { value } else { value + counted }
}

/// Sets a gauge.
pub(crate) fn set_gauge(first: u32, value: f64) {
    let cell = shards().shared().chunk(first).cell(first);
    let counted = counted(first);
    let value = if counted == 0.0 { value } else { value - counted };
    cell.store(value.to_bits(), Ordering::Relaxed);
}

/// Returns the value of the second cell: the calls in flight. The copies wrap around, but their sum is between
/// -2<sup>63</sup> and 2<sup>63</sup>, because each decrement belongs to an increment.
#[expect(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "it may be less than zero, and is exact up to 2^53"
)]
fn counted(first: u32) -> f64 {
    total(first + 1) as i64 as f64
}

/// Adds a number to a gauge.
pub(crate) fn add_to_gauge(first: u32, change: f64) {
    add_float_shared(shards().shared().chunk(first).cell(first), change);
}

/// Counts a write to a gauge in this thread's own copy of the first cell. Returns `false`, and counts nothing, if the
/// thread has no copy of its own.
pub(crate) fn count_write(local: LocalShard, first: u32) -> bool {
    if !local.is_shared() {
        local.count(first, 1);
    }
    !local.is_shared()
}

/// Returns the number of counted writes to a gauge.
pub(crate) fn writes(first: u32) -> u64 {
    shards().owned().filter_map(|shard| shard.read(first)).fold(0, u64::wrapping_add)
}
