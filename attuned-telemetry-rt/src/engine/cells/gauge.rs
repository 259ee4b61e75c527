//! The cells of a gauge.

use super::process::{shards, total};
use super::shards::add_float_shared;
use super::sync::Ordering;

/// A gauge's value: what it was set to, and what was counted up and down since.
///
/// It is one number for all threads, in the first of the gauge's two cells; the second is counted in as any other is.
pub(crate) fn gauge(first: u32) -> f64 {
    let value = shards().shared().read(first).map_or(0.0, f64::from_bits);
    let counted = counted(first);
    if counted == 0.0 { value } else { value + counted }
}

/// Gives a gauge a value.
pub(crate) fn set_gauge(first: u32, value: f64) {
    let cell = shards().shared().chunk(first).cell(first);
    let counted = counted(first);
    let value = if counted == 0.0 { value } else { value - counted };
    cell.store(value.to_bits(), Ordering::Relaxed);
}

/// How much a gauge was counted up and down.
#[expect(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "it may be less than zero, and is exact up to 2^53"
)]
fn counted(first: u32) -> f64 {
    total(first + 1) as i64 as f64
}

/// Changes a gauge's value.
pub(crate) fn add_to_gauge(first: u32, change: f64) {
    add_float_shared(shards().shared().chunk(first).cell(first), change);
}
