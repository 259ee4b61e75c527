//! The share of the traces that are sampled. The decision depends on the trace id only, so all services with the same
//! ratio agree.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::ids::TraceId;

/// The number of values that the lower half of a trace id has without its lowest bit.
const ALL: u64 = 1 << 63;

/// Traces whose lower half is below this are sampled.
static BOUND: AtomicU64 = AtomicU64::new(ALL);

/// Whether a trace from another process is sampled if that process samples it.
static FOLLOWS_CALLERS: AtomicBool = AtomicBool::new(true);

/// Sets whether a trace from another process is sampled if that process samples it. Otherwise, its id decides, as for
/// traces that start in this process.
#[cfg(feature = "otlp")]
pub(crate) fn follow_callers(follow: bool) {
    FOLLOWS_CALLERS.store(follow, Ordering::Relaxed);
}

/// Whether a trace from another process is sampled in this one.
pub(crate) fn is_sampled_from(trace: TraceId, is_sampled_by_caller: bool) -> bool {
    if FOLLOWS_CALLERS.load(Ordering::Relaxed) { is_sampled_by_caller } else { is_sampled(trace) }
}

/// Sets the share of the traces that start from now on and are sampled, from 0.0 to 1.0.
#[cfg(any(feature = "adapters", feature = "init"))]
pub(crate) fn set_ratio(ratio: f64) {
    BOUND.store(bound(ratio), Ordering::Relaxed);
}

/// Whether a trace that starts in this process is sampled, as by OpenTelemetry's sampler `TraceIdRatioBased`.
pub(crate) fn is_sampled(trace: TraceId) -> bool {
    #[expect(clippy::cast_possible_truncation, reason = "the decision depends on the lower half only")]
    let lower = trace.get() as u64;
    lower >> 1 < BOUND.load(Ordering::Relaxed)
}

/// Returns the bound for a ratio.
#[cfg(any(feature = "adapters", feature = "init"))]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the ratio is from 0.0 to 1.0, and the fraction of the product is dropped"
)]
fn bound(ratio: f64) -> u64 {
    (ratio * ALL as f64) as u64
}
