//! The header `Retry-After`. <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>

use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDateTime, Utc};

/// The longest pause that a server can ask for. A longer one, which may be a mistake or a wrong clock, is cut to this:
/// the queue of the signal is full long before.
pub(in crate::export::otlp::client) const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Reads a number of seconds or a date.
pub(super) fn parse(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let pause = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        value.parse().map_or(Duration::MAX, Duration::from_secs)
    } else {
        SystemTime::from(date(value)?).duration_since(now).unwrap_or_default()
    };
    Some(pause.min(LONGEST_PAUSE))
}

/// Reads a date in one of the three formats of HTTP. <https://www.rfc-editor.org/rfc/rfc9110#http.date>
fn date(value: &str) -> Option<DateTime<Utc>> {
    let formats = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    formats.iter().find_map(|format| NaiveDateTime::parse_from_str(value, format).ok()).map(|date| date.and_utc())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 1994-11-06T08:49:00Z, 37 seconds before the dates of the examples in RFC 9110.
    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_740)
    }

    #[test]
    fn seconds_and_all_formats_of_a_date_are_read() {
        for (value, seconds) in [
            ("0", 0),
            ("120", 120),
            (" 7 ", 7),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 37),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 37),
            ("Sun Nov  6 08:49:37 1994", 37),
            ("Sun, 06 Nov 1994 08:48:00 GMT", 0),
        ] {
            assert_eq!(parse(value, now()), Some(Duration::from_secs(seconds)), "{value}");
        }
    }

    #[test]
    fn a_long_pause_is_cut() {
        for value in ["301", "86400", "99999999999999999999999999", "Wed, 06 Nov 2199 08:49:37 GMT"] {
            assert_eq!(parse(value, now()), Some(LONGEST_PAUSE), "{value}");
        }
    }

    #[test]
    fn anything_else_is_ignored() {
        for value in ["", " ", "-1", "1.5", "soon", "+3", "Sun, 06 Nov 1994", "Sun, 31 Feb 1994 08:49:37 GMT"] {
            assert_eq!(parse(value, now()), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            prop_assert!(parse(&text, now()).is_none_or(|pause| pause <= LONGEST_PAUSE));
        }
    }
}
