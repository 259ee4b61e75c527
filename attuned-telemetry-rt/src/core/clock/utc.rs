//! Dates in UTC, from the system's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

#[cfg(any(feature = "audit", feature = "serve"))]
use super::system;

/// Seconds between 1970 and the beginning of the year 0.
const FIRST: i64 = -62_167_219_200;

/// Seconds between 1970 and the last second of the year 9999.
const LAST: i64 = 253_402_300_799;

/// Returns the current date, or 1970-01-01 if it is not known. The clock may be set to any time: see [`date`].
#[cfg(any(feature = "audit", feature = "serve"))]
pub(crate) fn now() -> DateTime<Utc> {
    system::date().map_or_else(DateTime::default, date)
}

/// Returns the date of a time. RFC 3339 has the years 0 to 9999, so an earlier or later time becomes the nearest of
/// these. `Utc::now` would panic before 1970.
pub(crate) fn date(time: SystemTime) -> DateTime<Utc> {
    let since_1970 = |length: u64| i64::try_from(length).unwrap_or(i64::MAX);
    let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (since_1970(after.as_secs()), after.subsec_nanos()),
        Err(before) => {
            let before = before.duration();
            match before.subsec_nanos() {
                0 => (-since_1970(before.as_secs()), 0),
                part => (-since_1970(before.as_secs()) - 1, 1_000_000_000 - part),
            }
        }
    };
    DateTime::from_timestamp(seconds.clamp(FIRST, LAST), nanoseconds).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::SecondsFormat;

    use super::*;

    /// The date of a time, with its distance from 1970 in seconds.
    fn text(seconds: i64, nanoseconds: u32) -> Option<String> {
        let length = Duration::new(seconds.unsigned_abs(), nanoseconds);
        let time = if seconds < 0 { UNIX_EPOCH.checked_sub(length) } else { UNIX_EPOCH.checked_add(length) };
        time.map(|time| date(time).to_rfc3339_opts(SecondsFormat::Micros, true))
    }

    #[test]
    fn a_clock_before_1970_is_a_date_before_1970() {
        for (seconds, nanoseconds, expected) in [
            (0, 0, "1970-01-01T00:00:00.000000Z"),
            (1, 5_000, "1970-01-01T00:00:01.000005Z"),
            (-1, 0, "1969-12-31T23:59:59.000000Z"),
            (-1, 250_000_000, "1969-12-31T23:59:58.750000Z"),
            (FIRST, 0, "0000-01-01T00:00:00.000000Z"),
        ] {
            assert_eq!(text(seconds, nanoseconds).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_clock_beyond_rfc_3339_is_the_nearest_date() {
        assert_eq!(text(LAST + 1, 0).as_deref(), Some("9999-12-31T23:59:59.000000Z"));
        assert_eq!(text(FIRST - 1, 0).as_deref(), Some("0000-01-01T00:00:00.000000Z"));
        for (seconds, year) in [(i64::MAX / 2, "9999-"), (-i64::MAX / 2, "0000-")] {
            assert!(text(seconds, 1).is_none_or(|text| text.starts_with(year)));
        }
    }
}
