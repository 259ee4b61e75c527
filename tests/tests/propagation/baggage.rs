//! The header `baggage`: encoding, limits, and entries that are not valid.
//!
//! Many cases are those of <https://github.com/w3c/baggage/blob/main/test/test_baggage.py>.

use attuned_telemetry_rt::propagation::Baggage;
use attuned_telemetry_tests::metrics::Metrics;
use proptest::prelude::*;

use super::extracted;

const TOO_MUCH: &str = "attuned_telemetry_propagation_dropped_total{reason=\"too_much_baggage\"}";
const MALFORMED: &str = "attuned_telemetry_propagation_dropped_total{reason=\"malformed_baggage\"}";

/// Keys, values and properties of a header.
fn read(header: &str) -> Vec<(String, String, String)> {
    let baggage = Baggage::parse([header]);
    baggage.iter().map(|entry| (entry.key().into(), entry.value().into(), entry.properties().into())).collect()
}

fn entry(key: &str, value: &str, properties: &str) -> (String, String, String) {
    (key.into(), value.into(), properties.into())
}

#[test]
fn entries_are_read_with_their_properties() {
    for (header, expected) in [
        ("SomeKey=SomeValue", vec![entry("SomeKey", "SomeValue", "")]),
        (
            "SomeKey=SomeValue;SomeProp,SomeKey2=SomeValue2;ValueProp=PropVal",
            vec![entry("SomeKey", "SomeValue", "SomeProp"), entry("SomeKey2", "SomeValue2", "ValueProp=PropVal")],
        ),
        (
            "SomeKey \t = \t SomeValue \t ; \t SomeProp \t , \t SomeKey2 \t = \t SomeValue2 \t ; \t ValueProp \t = \t P",
            vec![entry("SomeKey", "SomeValue", "SomeProp"), entry("SomeKey2", "SomeValue2", "ValueProp=P")],
        ),
        ("SomeKey=SomeValue=equals", vec![entry("SomeKey", "SomeValue=equals", "")]),
        (
            "SomeKey=%09%20%22%27%3B%3Dasdf%21%40%23%24%25%5E%26%2A%28%29",
            vec![entry("SomeKey", "\t \"';=asdf!@#$%^&*()", "")],
        ),
        ("k=v;p;p=1;p=2;;", vec![entry("k", "v", "p;p=1;p=2")]),
        ("k=v;P%20%3D%20V;q=%20", vec![entry("k", "v", "P%20%3D%20V;q=%20")]),
        ("k=,l=;p", vec![entry("k", "", ""), entry("l", "", "p")]),
        (
            "userId = Am%C3%A9lie , serverNode = DF%2028,isProduction=false",
            vec![entry("userId", "Amélie", ""), entry("serverNode", "DF 28", ""), entry("isProduction", "false", "")],
        ),
    ] {
        assert_eq!(read(header), expected, "{header}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_become_replacement_characters() {
    assert_eq!(read("k=a%FFb%C3%28"), [entry("k", "a\u{fffd}b\u{fffd}(", "")]);
}

#[test]
fn an_incomplete_escape_stays_as_it_is() {
    for (header, value) in [("k=50%", "50%"), ("k=%4", "%4"), ("k=%zz%41", "%zzA"), ("k=%%41", "%A")] {
        assert_eq!(read(header), [entry("k", value, "")], "{header}");
    }
}

#[test]
fn malformed_entries_are_dropped_singly() {
    let malformed = [
        "no value",
        "novalue",
        "=v",
        " = v",
        "k y=v",
        "k\"=v",
        "(k)=v",
        "k=a b",
        "k=\"v\"",
        "k=a\\b",
        "ü=v",
        "k=ü",
        "k=v;a b",
        "k=v;=1",
        "k=v;p=\"1\"",
        "k=v;p=a b",
    ];
    for header in malformed {
        let metrics = Metrics::new();
        let both = metrics.watch(|| read(&format!("first=1,{header},,last=2")));
        assert_eq!(both, [entry("first", "1", ""), entry("last", "2", "")], "{header}");
        assert_eq!(metrics.counter(MALFORMED), Some(1), "{header}");
    }
}

#[test]
fn of_duplicate_keys_the_last_entry_is_kept() {
    assert_eq!(read("k=1;p,l=2,k=3"), [entry("k", "3", ""), entry("l", "2", "")]);
}

#[test]
fn several_headers_are_one() {
    let context =
        extracted(&[("baggage", "a=1,b=2"), ("baggage", ""), ("baggage", "c=3;p,no value"), ("baggage", "a=4")]);
    assert_eq!(context.baggage().to_header().unwrap(), "a=4,b=2,c=3;p");
}

fn numbered(count: usize) -> String {
    (0..count).map(|number| format!("key{number}=value")).collect::<Vec<_>>().join(",")
}

#[test]
fn limits_hold_both_ways() {
    // Up to 64 entries, whole headers together.
    assert_eq!(Baggage::parse([numbered(64)]).to_header().unwrap(), numbered(64));
    let metrics = Metrics::new();
    let read = metrics.watch(|| Baggage::parse([numbered(40), numbered(100)[numbered(40).len() + 1..].to_owned()]));
    assert_eq!((read.to_header().unwrap(), metrics.counter(TOO_MUCH)), (numbered(64), Some(36)));

    let mut built = Baggage::new();
    for number in 0..70 {
        built = built.with(&format!("key{number}"), "value").unwrap();
    }
    let metrics = Metrics::new();
    let written = metrics.watch(|| built.to_header()).unwrap();
    assert_eq!((written, metrics.counter(TOO_MUCH)), (numbered(64), Some(6)));

    // Up to 8,192 bytes.
    let longest = format!("a={}", "0123456789".repeat(819));
    assert_eq!(longest.len(), 8_192);
    assert_eq!(Baggage::parse([&longest]).to_header(), Some(longest.clone()));
    let metrics = Metrics::new();
    let read = metrics.watch(|| Baggage::parse([format!("{longest}x")]));
    assert_eq!((read, metrics.counter(TOO_MUCH)), (Baggage::new(), Some(1)));

    // A whole entry is dropped, and those that fit are kept.
    let metrics = Metrics::new();
    let read = metrics.watch(|| Baggage::parse([format!("first=1,{longest},last=2")]));
    assert_eq!((read.to_header().unwrap().as_str(), metrics.counter(TOO_MUCH)), ("first=1,last=2", Some(1)));
    // `%` takes three bytes.
    let built = Baggage::new().with("a", &"%".repeat(2_730)).unwrap().with("b", "1").unwrap();
    assert_eq!(built.to_header().unwrap().len(), 2 + 2_730 * 3);
    let built = built.with("a", &"%".repeat(2_731)).unwrap();
    let metrics = Metrics::new();
    let written = metrics.watch(|| built.to_header());
    assert_eq!((written.as_deref(), metrics.counter(TOO_MUCH)), (Some("b=1"), Some(1)));
}

/// The limits are exact: an entry that fits to the last byte is sent, and one more byte is not.
#[test]
fn commas_and_properties_are_part_of_the_limit() {
    let (first, second) = ("k=v;p".to_owned(), |length: usize| format!("l={};q", "x".repeat(length)));
    let fits = [first.clone(), second(8_192 - 5 - 1 - 4)].join(",");
    assert_eq!(fits.len(), 8_192);
    assert_eq!(Baggage::parse([&fits]).to_header(), Some(fits));
    let exceeds = [first.clone(), second(8_192 - 5 - 1 - 3)].join(",");
    assert_eq!(Baggage::parse([exceeds]).to_header(), Some(first));
}

#[test]
fn keys_are_tokens() {
    for key in ["tenant", "a.b-c_d", "!#$%&'*+-.^_`|~09azAZ"] {
        assert_eq!(Baggage::new().with(key, "v").unwrap().get(key), Some("v"));
    }
    for key in ["", " ", "a b", "ä", "a,b", "a;b", "a=b", "a\"", "a/b", "a:b", "a\n"] {
        let error = Baggage::new().with(key, "v").unwrap_err().to_string();
        assert!(error.starts_with("invalid key of a baggage entry: expected "), "{error}");
    }
}

#[test]
fn entries_are_replaced_and_removed() {
    let baggage = Baggage::parse(["a=1;p,b=2"]);
    let changed = baggage.clone().with("a", "3").unwrap().with("c", "4").unwrap().without("b").without("z");
    assert_eq!(changed.to_header().unwrap(), "a=3,c=4");
    assert_eq!((changed.len(), changed.is_empty()), (2, false));
    assert_eq!(baggage.to_header().unwrap(), "a=1;p,b=2", "a clone is not affected");
    let emptied = changed.without("a").without("c");
    assert!(emptied.is_empty() && emptied == Baggage::new() && emptied.to_header().is_none());
}

proptest! {
    #[test]
    fn baggage_round_trips_every_string(value: String, other in "[%=;,\"\\\\ \\t\\PC]{0,40}", key in "[!#$%&'*+.^_`|~0-9a-zA-Z-]{1,20}") {
        let baggage = Baggage::new().with(&key, &value).unwrap().with("~other~", &other).unwrap();
        let header = baggage.to_header().unwrap();
        prop_assert!(header.bytes().all(|byte| matches!(byte, b'!'..=b'~') && !matches!(byte, b'"' | b'\\')), "{}", header);
        let read = extracted(&[("baggage", &header)]);
        // Keys that name a person are not accepted by default.
        if read.baggage().len() == baggage.len() {
            prop_assert_eq!(read.baggage(), &baggage);
        }
        prop_assert_eq!(Baggage::parse([header]), baggage);
    }

    /// What was parsed is written and parsed again as the same, within the limits.
    #[test]
    fn any_header_becomes_a_valid_one(headers in proptest::collection::vec("([a-z% ]{0,3}=?[ -~]{0,6}[;,]?){0,60}", 0..4)) {
        let baggage = Baggage::parse(&headers);
        prop_assert!(baggage.len() <= 64);
        let header = baggage.to_header().unwrap_or_default();
        prop_assert!(header.len() <= 8_192);
        prop_assert_eq!(Baggage::parse([header]), baggage);
    }
}
