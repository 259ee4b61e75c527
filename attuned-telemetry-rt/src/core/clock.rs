//! The one place that asks what time it is.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// When a call began: nanoseconds since the process first asked. In 7 bytes, which is enough for two years, so that a
/// byte more fits beside it.
#[derive(Clone, Copy)]
pub(crate) struct Started([u8; 7]);

impl Started {
    pub(crate) fn now() -> Self {
        let [time @ .., _] = now().to_le_bytes();
        Self(time)
    }

    /// How long ago that was.
    pub(crate) fn elapsed(self) -> Duration {
        let mut started = [0; 8];
        started[..7].copy_from_slice(&self.0);
        Duration::from_nanos(now().saturating_sub(u64::from_le_bytes(started)))
    }
}

/// Nanoseconds since the first call.
fn now() -> u64 {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let elapsed = FIRST.get_or_init(Instant::now).elapsed();
    elapsed.as_secs().wrapping_mul(1_000_000_000).wrapping_add(u64::from(elapsed.subsec_nanos()))
}
