//! What the status of an HTTP answer means.

use http::StatusCode;

use crate::export::otlp::client::answer::meaning::Meaning;

/// Returns what the status of an HTTP answer means. <https://opentelemetry.io/docs/specs/otlp/#otlphttp-response>
pub(super) fn meaning(status: StatusCode) -> Meaning {
    match status.as_u16() {
        200..=299 => Meaning::Accepted,
        429 | 503 => Meaning::Overload,
        502 | 504 => Meaning::Temporary,
        413 => Meaning::TooLarge,
        300..=399 | 401 | 403 | 404 => Meaning::Configuration,
        _ => Meaning::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_the_meaning_of_the_specification() {
        for code in 100..=599 {
            let expected = match code {
                200..=299 => Meaning::Accepted,
                429 | 503 => Meaning::Overload,
                502 | 504 => Meaning::Temporary,
                413 => Meaning::TooLarge,
                301 | 302 | 307 | 308 | 401 | 403 | 404 => Meaning::Configuration,
                300..=399 => continue,
                _ => Meaning::Permanent,
            };
            assert_eq!(StatusCode::from_u16(code).ok().map(meaning), Some(expected), "{code}");
        }
    }
}
