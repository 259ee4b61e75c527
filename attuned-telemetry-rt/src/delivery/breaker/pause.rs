//! The pauses of an open breaker.

use std::time::Duration;

use super::config::CircuitBreakerConfig;

/// Chooses pauses: doubled after each failed probe, with jitter.
pub(crate) struct Pauses {
    failed_probes: u32,
    random: SplitMix,
}

impl Pauses {
    pub(crate) fn new(seed: u64) -> Self {
        Self { failed_probes: 0, random: SplitMix(seed) }
    }

    /// Returns the first pause.
    pub(crate) fn first(&mut self, config: &CircuitBreakerConfig) -> Duration {
        self.failed_probes = 0;
        self.draw(config)
    }

    /// Returns the pause after a failed probe.
    pub(crate) fn longer(&mut self, config: &CircuitBreakerConfig) -> Duration {
        self.failed_probes = self.failed_probes.saturating_add(1);
        self.draw(config)
    }

    fn draw(&mut self, config: &CircuitBreakerConfig) -> Duration {
        let doubled = config.open_for.saturating_mul(2_u32.saturating_pow(self.failed_probes));
        let pause = doubled.min(config.max_open);
        let share = 1.0 - config.jitter * self.random.next();
        Duration::try_from_secs_f64(pause.as_secs_f64() * share).unwrap_or(pause).min(pause)
    }
}

/// The generator `SplitMix64`: <https://prng.di.unimi.it/splitmix64.c>
struct SplitMix(u64);

impl SplitMix {
    /// Returns a number from 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let [a, b, c, d, ..] = (mixed ^ (mixed >> 31)).to_be_bytes();
        f64::from(u32::from_be_bytes([a, b, c, d])) / f64::from(u32::MAX)
    }
}
