//! Durations as text.

use std::time::Duration;

const UNITS: [(&str, u64); 5] = [("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];

/// Parses a whole number and a unit, `us`, `ms`, `s`, `m` or `h`.
pub(in crate::adapters::config) fn parse(text: &str) -> Option<Duration> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let unit = unit.trim_start();
    let (_, microseconds) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    number.parse::<u64>().ok()?.checked_mul(microseconds).map(Duration::from_micros)
}

/// Writes a duration as [`parse`] reads it, if that is possible, otherwise as its `Debug` does.
pub(in crate::adapters::config) fn shown(duration: Duration) -> String {
    let exact = u64::try_from(duration.as_micros()).ok().filter(|whole| Duration::from_micros(*whole) == duration);
    match exact {
        Some(0) => "0s".to_owned(),
        Some(whole) => {
            let unit = UNITS.into_iter().find(|(_, microseconds)| whole % microseconds == 0);
            unit.map_or_else(
                || format!("{duration:?}"),
                |(name, microseconds)| format!("{}{name}", whole / microseconds),
            )
        }
        None => format!("{duration:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_whole_number_and_a_unit() {
        for (text, microseconds) in
            [("250ms", 250_000), ("30s", 30_000_000), (" 5 m ", 300_000_000), ("7us", 7), ("0s", 0)]
        {
            assert_eq!(parse(text), Some(Duration::from_micros(microseconds)), "{text}");
        }
        for text in ["", "1", "s", "1.5s", "-1s", "1 week", "1sms", "99999999999999999999s", "9999999999999999h", "１s"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_shown_duration_can_be_parsed() {
        for microseconds in [0, 1, 999, 1_000, 250_000, 1_000_000, 90_000_000, 3_600_000_000] {
            let duration = Duration::from_micros(microseconds);
            assert_eq!(parse(&shown(duration)), Some(duration), "{}", shown(duration));
        }
        assert_eq!(shown(Duration::from_nanos(1_500)), "1.5µs");
        assert!(!shown(Duration::MAX).is_empty());
    }
}
