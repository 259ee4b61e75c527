//! The pause before the next attempt.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use crate::delivery::settings::config::RetryConfig;

/// Returns the pause after `attempts` failed attempts: random, but at least what the backend asked for. `random` is
/// between 0 and 1.
pub(super) fn pause(config: &RetryConfig, attempts: u32, retry_after: Option<Duration>, random: f64) -> Duration {
    let longest = config.first_pause.saturating_mul(1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX));
    let pause = longest.min(config.maximum_pause).mul_f64(random.clamp(0.0, 1.0));
    retry_after.map_or(pause, |asked| asked.saturating_add(pause))
}

/// Returns a random number between 0 and 1.
pub(super) fn random() -> f64 {
    // The keys of a new hasher are random.
    let bits = u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or_default();
    f64::from(bits) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_pause_is_bounded_and_not_shorter_than_the_backend_asks(
            attempts in 0_u32..100,
            random in 0.0_f64..=1.0,
            asked in prop::option::of(0_u64..600),
        ) {
            let config = RetryConfig::default();
            let asked = asked.map(Duration::from_secs);
            let pause = pause(&config, attempts, asked, random);
            prop_assert!(pause >= asked.unwrap_or_default());
            prop_assert!(pause <= asked.unwrap_or_default() + config.maximum_pause);
            if attempts <= 1 {
                prop_assert!(pause <= asked.unwrap_or_default() + config.first_pause);
            }
        }
    }

    #[test]
    fn the_longest_pause_doubles() {
        let config = RetryConfig::default();
        let longest: Vec<_> = (1..8).map(|attempts| pause(&config, attempts, None, 1.0).as_millis()).collect();
        assert_eq!(longest, [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000]);
    }
}
