//! What the status of a gRPC call means.

use std::time::Duration;

use crate::export::otlp::client::answer::meaning::Meaning;

/// Names of the codes, from 0. <https://grpc.io/docs/guides/status-codes/>
const NAMES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

/// The status of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(usize);

impl Code {
    /// Reads the value of `grpc-status`. What is not a known code is `UNKNOWN`.
    pub(super) fn parse(value: &str) -> Self {
        Self(value.parse().ok().filter(|code| *code < NAMES.len()).unwrap_or(2))
    }

    pub(super) const fn name(self) -> &'static str {
        NAMES[self.0]
    }

    /// Whether the method is not there, or the way in which it was called.
    pub(super) fn is_unimplemented(self) -> bool {
        self.name() == "UNIMPLEMENTED"
    }

    /// Returns what the status means. <https://opentelemetry.io/docs/specs/otlp/#failures>
    pub(super) fn meaning(self, message: &str, retry_after: Option<Duration>) -> Meaning {
        match self.name() {
            "OK" => Meaning::Accepted,
            // Servers of `tonic` say it so of a message that is too large.
            "OUT_OF_RANGE" if message.contains("length too large") => Meaning::TooLarge,
            "CANCELLED" | "DEADLINE_EXCEEDED" | "ABORTED" | "OUT_OF_RANGE" | "UNAVAILABLE" | "DATA_LOSS" => {
                Meaning::Temporary
            }
            "RESOURCE_EXHAUSTED" if retry_after.is_some() => Meaning::Overload,
            "RESOURCE_EXHAUSTED" => Meaning::TooLarge,
            "PERMISSION_DENIED" | "UNIMPLEMENTED" | "UNAUTHENTICATED" => Meaning::Configuration,
            _ => Meaning::Permanent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_the_meaning_of_the_specification() {
        let meanings: Vec<_> = (0..=17).map(|code| Code::parse(&code.to_string()).meaning("", None)).collect();
        let expected = [
            Meaning::Accepted,
            Meaning::Temporary,
            Meaning::Permanent,
            Meaning::Permanent,
            Meaning::Temporary,
            Meaning::Permanent,
            Meaning::Permanent,
            Meaning::Configuration,
            Meaning::TooLarge,
            Meaning::Permanent,
            Meaning::Temporary,
            Meaning::Temporary,
            Meaning::Configuration,
            Meaning::Permanent,
            Meaning::Temporary,
            Meaning::Temporary,
            Meaning::Configuration,
            Meaning::Permanent,
        ];
        assert_eq!(meanings, expected);
    }

    #[test]
    fn exhausted_resources_are_an_overload_if_there_is_a_pause() {
        let exhausted = Code::parse("8");
        assert_eq!(exhausted.meaning("", Some(Duration::ZERO)), Meaning::Overload);
        assert_eq!(exhausted.meaning("received message larger than max", None), Meaning::TooLarge);
    }

    #[test]
    fn a_server_of_tonic_says_out_of_range_of_a_large_message() {
        let message = "Error, decoded message length too large: found 4194305 bytes, the limit is: 4194304 bytes";
        assert_eq!(Code::parse("11").meaning(message, None), Meaning::TooLarge);
    }

    #[test]
    fn any_other_text_is_unknown() {
        for text in ["", "-1", "17", "ok", "1000000000000000000000000"] {
            assert_eq!(Code::parse(text).name(), "UNKNOWN");
        }
    }
}
