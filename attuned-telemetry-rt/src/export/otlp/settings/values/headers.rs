//! Headers of requests.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables>

use http::{HeaderName, HeaderValue};

use super::fault::{Fault, Reading};
use super::pairs::pairs;
use super::percent::decoded;
use super::rule::Rule;

/// Headers. The values are marked as sensitive.
pub(in crate::export::otlp::settings) type Headers = Vec<(HeaderName, HeaderValue)>;

/// A list like `name=value,name=value`, where the values are percent-encoded. An invalid header is left out, and
/// reported by its name. Of headers with the same name, the last one is used.
pub(in crate::export::otlp::settings) struct HeaderRule;

impl Rule for HeaderRule {
    type Value = Headers;

    fn read(&self, text: &str) -> Reading<Headers> {
        let (mut headers, mut faults) = (Headers::new(), Vec::new());
        for (index, pair) in pairs(text).enumerate() {
            let header = match pair {
                Ok((name, value)) => decoded_header(name, value, index),
                Err(number) => Err(Fault::new(format!("item {number}: ***"), "a list like `name=value,name=value`")),
            };
            match header {
                Ok(header) => insert(&mut headers, header),
                Err(fault) => faults.push(fault),
            }
        }
        Reading { value: (faults.is_empty() || !headers.is_empty()).then_some(headers), faults }
    }

    fn shown(&self, headers: &Headers) -> String {
        if headers.is_empty() {
            return "none".to_owned();
        }
        let shown: Vec<_> = headers.iter().map(|(name, _)| format!("{name}: ***")).collect();
        shown.join(", ")
    }
}

/// Checks headers in code.
pub(in crate::export::otlp::settings) fn headers_of_code(given: &[(String, String)]) -> Result<Headers, Fault> {
    let mut headers = Headers::new();
    for (index, (name, value)) in given.iter().enumerate() {
        insert(&mut headers, header(name, value, index)?);
    }
    Ok(headers)
}

fn insert(headers: &mut Headers, (name, value): (HeaderName, HeaderValue)) {
    headers.retain(|(known, _)| *known != name);
    headers.push((name, value));
}

fn decoded_header(name: &str, value: &str, index: usize) -> Result<(HeaderName, HeaderValue), Fault> {
    match decoded(value) {
        Some(value) => header(name, &value, index),
        // The name is checked first, because something that is not a name may be a secret.
        None => header(name, "", index).and_then(|(name, _)| {
            Err(Fault::new(format!("{name}: ***"), "a percent-encoded value, in which `%25` stands for `%`"))
        }),
    }
}

/// Headers that belong to the protocol.
const RESERVED: [&str; 9] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

fn header(name: &str, value: &str, index: usize) -> Result<(HeaderName, HeaderValue), Fault> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
        let expected = "the name of a header: letters, digits and `-`";
        return Err(Fault::new(format!("item {}: ***", index + 1), expected));
    };
    if RESERVED.contains(&name.as_str()) {
        return Err(Fault::new(format!("{name}: ***"), "another header, because the exporter sets this one"));
    }
    let Ok(mut value) = HeaderValue::from_bytes(value.as_bytes()) else {
        return Err(Fault::new(format!("{name}: ***"), "a value without control characters"));
    };
    value.set_sensitive(true);
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let Reading { value, faults } = HeaderRule.read(text);
        let shown = |(name, value): (HeaderName, HeaderValue)| {
            assert!(value.is_sensitive());
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        (
            value.unwrap_or_default().into_iter().map(shown).collect(),
            faults.into_iter().map(|fault| fault.shown).collect(),
        )
    }

    #[test]
    fn values_are_decoded_and_the_last_of_equal_names_is_used() {
        let (headers, faults) = read("api-key=a%2Cb, Authorization = Basic%20YTpi==,API-Key=last");
        let expected = [("authorization", "Basic YTpi=="), ("api-key", "last")];
        assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn an_invalid_header_is_left_out_and_named() {
        let (headers, faults) =
            read("good=1,no-name-secret,bad name=secret,x-line=se%0Acret,x-percent=100%secret,host=secret,=secret");
        assert_eq!(headers.len(), 1);
        assert_eq!(faults, ["item 2: ***", "item 3: ***", "x-line: ***", "x-percent: ***", "host: ***", "item 7: ***"]);
    }

    proptest! {
        #[test]
        fn any_list_is_read_without_showing_a_value(text in ".*") {
            let list = format!("x-key=canary{text}");
            let Reading { value, faults } = HeaderRule.read(&list);
            let shown = value.iter().map(|headers| HeaderRule.shown(headers)).collect::<String>();
            let faults = format!("{faults:?}");
            prop_assert!(!shown.contains("canary") && !faults.contains("canary"), "{}{}", shown, faults);
        }

        #[test]
        fn every_list_survives_a_round_trip(
            given in proptest::collection::btree_map("x-[a-z0-9-]{1,8}", "[ -~\u{a1}-\u{1f9ff}]*", 1..5)
        ) {
            let encode = |value: &str| value.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
            let list: Vec<_> = given.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
            let (headers, faults) = read(&list.join(","));
            prop_assert_eq!(faults, [""; 0]);
            prop_assert_eq!(headers, given.into_iter().collect::<Vec<_>>());
        }
    }
}
