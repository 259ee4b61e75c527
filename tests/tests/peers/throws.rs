//! `#[culpa::throws]` changes the return type of the function. The annotation sees the changed type, on either side.

use std::num::ParseIntError;

use attuned_telemetry_rt::{Outcome, audited, observed};
use attuned_telemetry_tests::audit::record_of;
use attuned_telemetry_tests::watch;
use culpa::throws;

use super::calls;

type Parse = fn(&str) -> Result<u8, ParseIntError>;

#[observed]
#[throws(ParseIntError)]
fn above(text: &str) -> u8 {
    text.parse()?
}

#[throws(ParseIntError)]
#[observed]
fn below(text: &str) -> u8 {
    text.parse()?
}

#[observed(op = "audited_above")]
#[audited(event = StateUpdated, number = |number| *number)]
#[inline]
#[culpa::throws(ParseIntError)]
fn audited_above(text: &str) -> u8 {
    text.parse()?
}

struct Parser;

#[observed]
impl Parser {
    #[throws(ParseIntError)]
    fn method(text: &str) -> u8 {
        if text.is_empty() {
            return 0;
        }
        text.parse()?
    }
}

#[test]
fn thrown_error_is_an_error_of_the_call() {
    let all: [(&str, Parse); 4] =
        [("above", above), ("below", below), ("audited_above", audited_above), ("method", Parser::method)];
    for (op, parse) in all {
        let watched = watch(|| (parse("7"), parse("x").is_err()));
        assert_eq!(watched.returned, (Ok(7), true), "{op}");
        for status in ["success", "error"] {
            assert_eq!(calls(&watched.metrics, op, status), Some(1), "{op}: {:?}", watched.metrics.series());
        }
    }
}

#[test]
fn audit_record_describes_the_value_and_the_error() {
    let record = record_of(|| audited_above("7"));
    assert_eq!(
        (record.outcome, serde_json::to_value(&record).unwrap()["fields"]["number"].as_u64()),
        (Outcome::Success, Some(7))
    );
    let record = record_of(|| audited_above("x"));
    assert_eq!((record.outcome, record.error), (Outcome::Error, Some("ParseIntError")));
}
