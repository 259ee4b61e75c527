//! What the status of an HTTP answer means.

use http::StatusCode;

/// What the status of an HTTP answer means.
/// <https://opentelemetry.io/docs/specs/otlp/#otlphttp-response>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export::otlp::client) enum Meaning {
    /// The server took the message, or a part of it.
    Accepted,
    /// The endpoint has moved.
    Redirect,
    /// The server wants fewer messages.
    Overload,
    /// The server may accept the same message later.
    Temporary,
    /// The message is too large.
    TooLarge,
    /// No message is accepted before a setting is corrected.
    Configuration,
    /// The server will never accept the message.
    Permanent,
}

impl Meaning {
    pub(in crate::export::otlp::client) fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Accepted,
            300..=399 => Self::Redirect,
            429 | 503 => Self::Overload,
            502 | 504 => Self::Temporary,
            413 => Self::TooLarge,
            401 | 403 | 404 => Self::Configuration,
            _ => Self::Permanent,
        }
    }
}

/// Returns what to do about a status that no message but a setting has caused.
pub(in crate::export::otlp::client) fn advice(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 | 403 => "check the credentials in the headers",
        404 => "check the path of the endpoint: collectors expect `/v1/traces`, `/v1/metrics` and `/v1/logs`",
        _ => "",
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
                300..=399 => Meaning::Redirect,
                429 | 503 => Meaning::Overload,
                502 | 504 => Meaning::Temporary,
                413 => Meaning::TooLarge,
                401 | 403 | 404 => Meaning::Configuration,
                _ => Meaning::Permanent,
            };
            assert_eq!(StatusCode::from_u16(code).ok().map(Meaning::of), Some(expected), "{code}");
        }
    }
}
