//! The rate of the counter: how it is measured, and when it is measured again.

use super::pair::{Clocks, Pair};

/// The largest error of a measured rate, in millionths.
const MOST_ERROR: u128 = 50;

/// The largest difference between two measurements of the same rate, in millionths. The system may slow down or speed
/// up its own clock by 500 millionths to set the time.
const MOST_DIFFERENCE: u64 = 1_000;

const MILLION: u64 = 1_000_000;

/// The time between the first pairs, in milliseconds. Each further attempt takes twice as long.
const FIRST_WAIT: u64 = 10;

/// The number of attempts to measure the rate. Together, they take 620 ms.
const ATTEMPTS: u32 = 5;

/// The time between two checks, in nanoseconds. A longer time makes the rate more precise.
const BETWEEN_CHECKS: u64 = 1_000_000_000;

/// The number of checks in a row that must find a change before the counter is given up. One may be a pause of a
/// virtual machine, or a move to another machine.
const MOST_CHANGES: u8 = 3;

/// The rate of the counter, and the pair at which it was last checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rate {
    /// The number of nanoseconds in 2^32 ticks.
    pub(super) nanoseconds: u64,
    pub(super) last: Pair,
    /// The number of checks in a row that found a change.
    pub(super) changes: u8,
}

/// The result of a check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Checked {
    /// The last check was less than a second ago, or the pair is not precise.
    TooSoon,
    /// The rate is as expected. It is more precise now.
    Same,
    /// The rate has changed, or one of the clocks has jumped, so the rate must be measured again.
    Changed,
    /// There were too many changes.
    Unreliable,
}

impl Rate {
    /// Measures the rate. Returns `None` if it is not constant, or cannot be measured precisely.
    pub(super) fn measure(clocks: &mut impl Clocks) -> Option<Self> {
        (0..ATTEMPTS).find_map(|attempt| Self::measure_once(clocks, FIRST_WAIT << attempt))
    }

    /// Measures the rate twice, because one of the clocks may jump meanwhile.
    fn measure_once(clocks: &mut impl Clocks, wait: u64) -> Option<Self> {
        let first = Pair::read(clocks);
        clocks.sleep(wait);
        let middle = Pair::read(clocks);
        clocks.sleep(wait);
        let last = Pair::read(clocks);
        let ticks = |from: Pair, to: Pair| to.ticks.wrapping_sub(from.ticks).into();
        let is_precise =
            is_precise(first, middle, ticks(first, middle)) && is_precise(middle, last, ticks(middle, last));
        let is_constant = are_similar(between(first, middle)?, between(middle, last)?);
        let nanoseconds = between(first, last)?;
        (is_precise && is_constant).then_some(Self { nanoseconds, last, changes: 0 })
    }

    /// Compares the rate since the last check with the rate so far.
    pub(super) fn check(&mut self, pair: Pair) -> Checked {
        let passed = pair.nanoseconds.saturating_sub(self.last.nanoseconds);
        // The counter may have stopped, so the ticks are those that are expected.
        let ticks = (u128::from(passed) << 32) / u128::from(self.nanoseconds);
        if passed < BETWEEN_CHECKS || !is_precise(self.last, pair, ticks) {
            return Checked::TooSoon;
        }
        let since = between(self.last, pair).filter(|since| are_similar(*since, self.nanoseconds));
        if let Some(nanoseconds) = since {
            *self = Self { nanoseconds, last: pair, changes: 0 };
            return Checked::Same;
        }
        self.changes += 1;
        if self.changes < MOST_CHANGES { Checked::Changed } else { Checked::Unreliable }
    }
}

/// Returns the nanoseconds in 2^32 ticks. Returns `None` if the counter did not advance.
fn between(from: Pair, to: Pair) -> Option<u64> {
    let ticks = to.ticks.wrapping_sub(from.ticks);
    let nanoseconds = to.nanoseconds.checked_sub(from.nanoseconds)?;
    if ticks == 0 || ticks >> 63 == 1 {
        return None;
    }
    let rate = (u128::from(nanoseconds) << 32) / u128::from(ticks);
    u64::try_from(rate).ok().filter(|rate| *rate != 0)
}

/// Whether the errors of the pairs are small, compared with the ticks between them.
fn is_precise(from: Pair, to: Pair, ticks: u128) -> bool {
    let error = (u128::from(from.width) + u128::from(to.width)).div_ceil(2);
    error * u128::from(MILLION) <= ticks * MOST_ERROR
}

fn are_similar(one: u64, other: u64) -> bool {
    one.abs_diff(other) <= one / MILLION * MOST_DIFFERENCE
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const MILLISECOND: u64 = 1_000_000;
    const SECOND: u64 = 1_000_000_000;

    /// The frequency of most tests, in ticks per millisecond: 3 GHz.
    const USUAL: u64 = 3_000_000;

    /// A machine whose clocks are simulated. Each read takes a little time.
    #[derive(Clone)]
    struct Machine {
        /// The ticks of the counter in a millisecond.
        frequency: u64,
        /// The counter, in millionths of a tick.
        counter: u128,
        /// The system's clock.
        clock: u64,
        /// The nanoseconds that a read takes.
        cost: u64,
        reads: u32,
        /// What happens before the read with this number.
        event: (u32, fn(&mut Self)),
    }

    impl Machine {
        fn new(frequency: u64) -> Self {
            // The counter is about to wrap around.
            let counter = u128::from(u64::MAX - 1_000) * 1_000_000;
            Self { frequency, counter, clock: SECOND, cost: 25, reads: 0, event: (u32::MAX, |_| {}) }
        }

        fn with_event(number: u32, event: fn(&mut Self)) -> Self {
            Self { event: (number, event), ..Self::new(USUAL) }
        }

        fn pass(&mut self, nanoseconds: u64) {
            self.counter += u128::from(nanoseconds) * u128::from(self.frequency);
            self.clock += nanoseconds;
        }

        fn begin_read(&mut self) {
            if self.reads == self.event.0 {
                self.event.1(self);
            }
            self.reads += 1;
            self.pass(self.cost);
        }

        fn check(&mut self, rate: &mut Rate, after: u64) -> Checked {
            self.pass(after);
            rate.check(Pair::read(self))
        }
    }

    impl Clocks for Machine {
        #[expect(clippy::cast_possible_truncation, reason = "a counter wraps around")]
        fn ticks(&mut self) -> u64 {
            self.begin_read();
            (self.counter / 1_000_000) as u64
        }

        fn nanoseconds(&mut self) -> u64 {
            self.begin_read();
            self.clock
        }

        fn sleep(&mut self, milliseconds: u64) {
            self.pass(milliseconds * MILLISECOND);
        }
    }

    /// The reads of three pairs.
    const READS: u32 = 3 * 3 * 8;

    const SECOND_OF_TICKS: u128 = 3_000_000_000 * 1_000_000;

    #[track_caller]
    fn assert_rate(rate: Rate, frequency: u64) {
        let right = (1_000_000 << 32) / frequency;
        let error = rate.nanoseconds.abs_diff(right);
        assert!(u128::from(error) * 1_000_000 <= u128::from(right) * MOST_ERROR, "{rate:?}, expected {right}");
    }

    #[test]
    fn the_rate_is_measured() {
        for frequency in [100_000, 1_000_000, 2_100_123, USUAL, 5_700_000] {
            assert_rate(Rate::measure(&mut Machine::new(frequency)).unwrap(), frequency);
        }
    }

    #[test]
    fn a_pause_between_any_two_reads_does_not_change_the_rate() {
        for number in 0..READS {
            let mut machine = Machine::with_event(number, |machine| machine.pass(50 * MILLISECOND));
            assert_rate(Rate::measure(&mut machine).unwrap(), USUAL);
            assert_eq!(machine.reads, READS, "one attempt is enough");
        }
    }

    #[test]
    fn a_jump_between_any_two_reads_does_not_change_the_rate() {
        let jumps: [fn(&mut Machine); 3] = [
            |machine| machine.counter += SECOND_OF_TICKS,
            |machine| machine.counter -= SECOND_OF_TICKS,
            |machine| machine.clock += SECOND,
        ];
        for (number, jump) in (0..READS).flat_map(|number| jumps.map(|jump| (number, jump))) {
            assert_rate(Rate::measure(&mut Machine::with_event(number, jump)).unwrap(), USUAL);
        }
    }

    #[test]
    fn a_rate_that_changes_while_it_is_measured_is_measured_again() {
        let mut machine = Machine::with_event(READS / 2, |machine| machine.frequency = 2_400_000);
        assert_rate(Rate::measure(&mut machine).unwrap(), 2_400_000);
    }

    #[test]
    fn slow_clocks_are_measured_for_longer() {
        let mut machine = Machine { cost: 2_000, ..Machine::new(USUAL) };
        assert_rate(Rate::measure(&mut machine).unwrap(), USUAL);
        assert!(machine.reads > READS);
    }

    #[test]
    fn a_rate_that_cannot_be_measured_precisely_is_unknown() {
        assert_eq!(Rate::measure(&mut Machine { cost: MILLISECOND, ..Machine::new(USUAL) }), None);
        assert_eq!(Rate::measure(&mut Machine::new(0)), None);
    }

    #[test]
    fn a_check_follows_a_system_clock_that_is_slowed_down_and_sped_up() {
        let mut machine = Machine::new(USUAL);
        let mut rate = Rate::measure(&mut machine).unwrap();
        for frequency in [USUAL, USUAL + 1_000, USUAL - 1_000, USUAL - 1_500, USUAL] {
            machine.frequency = frequency;
            assert_eq!(machine.check(&mut rate, 15 * SECOND), Checked::Same);
            assert_rate(rate, frequency);
        }
    }

    #[test]
    fn a_check_is_skipped_within_a_second_and_if_it_is_not_precise() {
        let mut machine = Machine::new(USUAL);
        let mut rate = Rate::measure(&mut machine).unwrap();
        let before = rate;
        assert_eq!(machine.check(&mut rate, SECOND / 2), Checked::TooSoon);
        machine.cost = MILLISECOND;
        assert_eq!(machine.check(&mut rate, SECOND), Checked::TooSoon);
        assert_eq!(rate, before);
    }

    #[test]
    fn a_machine_with_another_frequency_is_noticed() {
        let mut machine = Machine::new(USUAL);
        let mut rate = Rate::measure(&mut machine).unwrap();
        machine.frequency = 2_400_000;
        assert_eq!(machine.check(&mut rate, 15 * SECOND), Checked::Changed);
        rate = Rate { changes: rate.changes, ..Rate::measure(&mut machine).unwrap() };
        assert_rate(rate, 2_400_000);
        assert_eq!(machine.check(&mut rate, 15 * SECOND), Checked::Same);
        assert_eq!(rate.changes, 0);
    }

    #[test]
    fn a_wrong_rate_is_noticed() {
        let mut machine = Machine::new(USUAL);
        let right = Rate::measure(&mut machine).unwrap();
        let mut wrong = Rate { nanoseconds: right.nanoseconds / 3 * 4, ..right };
        assert_eq!(machine.check(&mut wrong, 15 * SECOND), Checked::Changed);
    }

    #[test]
    fn a_jump_is_noticed() {
        let jumps: [fn(&mut Machine); 4] = [
            |machine| machine.counter += SECOND_OF_TICKS,
            |machine| machine.counter -= 20 * SECOND_OF_TICKS,
            |machine| machine.clock += SECOND,
            // The counter stands still.
            |machine| machine.counter -= 15 * SECOND_OF_TICKS,
        ];
        for jump in jumps {
            let mut machine = Machine::new(USUAL);
            let mut rate = Rate::measure(&mut machine).unwrap();
            jump(&mut machine);
            assert_eq!(machine.check(&mut rate, 15 * SECOND), Checked::Changed);
        }
    }

    #[test]
    fn a_counter_that_changes_at_each_check_is_unreliable() {
        let mut machine = Machine::new(USUAL);
        let mut rate = Rate::measure(&mut machine).unwrap();
        let found = [2_000_000, 2_500_000, 3_500_000].map(|frequency| {
            machine.frequency = frequency;
            let found = machine.check(&mut rate, 15 * SECOND);
            rate = Rate { changes: rate.changes, ..Rate::measure(&mut machine).unwrap() };
            found
        });
        assert_eq!(found, [Checked::Changed, Checked::Changed, Checked::Unreliable]);
    }
}
