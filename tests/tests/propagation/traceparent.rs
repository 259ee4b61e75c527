//! The header `traceparent`.
//!
//! The cases of the corpus are those of <https://github.com/w3c/trace-context/blob/main/test/test.py>.

use attuned_telemetry_rt::propagation::{TraceFlags, TraceParent};
use proptest::prelude::*;

use super::{CALLER, TRACE_ID, call, extracted, parent_of, text};

const VALID: &[&str] = &[
    CALLER,
    "00-12345678901234567890123456789012-1234567890123456-00",
    // Future versions.
    "cc-12345678901234567890123456789012-1234567890123456-01",
    "cc-12345678901234567890123456789012-1234567890123456-01-what-the-future-will-be-like",
    "01-12345678901234567890123456789012-1234567890123456-01-",
    "fe-12345678901234567890123456789012-1234567890123456-01",
    // White space around the value.
    " 00-12345678901234567890123456789012-1234567890123456-01",
    "\t00-12345678901234567890123456789012-1234567890123456-01",
    "00-12345678901234567890123456789012-1234567890123456-01 ",
    "00-12345678901234567890123456789012-1234567890123456-01\t",
    "\t 00-12345678901234567890123456789012-1234567890123456-01 \t",
];

const INVALID: &[&str] = &[
    "",
    " ",
    "00",
    "00-1-1-1",
    // Trailing data of version 00, and of others without a dash.
    "00-12345678901234567890123456789012-1234567890123456-01.",
    "00-12345678901234567890123456789012-1234567890123456-01-",
    "00-12345678901234567890123456789012-1234567890123456-01-what-the-future-will-be-like",
    "cc-12345678901234567890123456789012-1234567890123456-01.what-the-future-will-be-like",
    "cc-12345678901234567890123456789012-1234567890123456-011",
    // Versions.
    "ff-12345678901234567890123456789012-1234567890123456-01",
    "FF-12345678901234567890123456789012-1234567890123456-01",
    ".0-12345678901234567890123456789012-1234567890123456-01",
    "0.-12345678901234567890123456789012-1234567890123456-01",
    "000-12345678901234567890123456789012-1234567890123456-01",
    "0000-12345678901234567890123456789012-1234567890123456-01",
    "0-12345678901234567890123456789012-1234567890123456-01",
    // Trace ids.
    "00-00000000000000000000000000000000-1234567890123456-01",
    "00-.2345678901234567890123456789012-1234567890123456-01",
    "00-1234567890123456789012345678901.-1234567890123456-01",
    "00-123456789012345678901234567890123-1234567890123456-01",
    "00-1234567890123456789012345678901-1234567890123456-01",
    "00-1234567890123456789012345678901A-1234567890123456-01",
    // Span ids.
    "00-12345678901234567890123456789012-0000000000000000-01",
    "00-12345678901234567890123456789012-.234567890123456-01",
    "00-12345678901234567890123456789012-123456789012345.-01",
    "00-12345678901234567890123456789012-12345678901234567-01",
    "00-12345678901234567890123456789012-123456789012345-01",
    "00-12345678901234567890123456789012-123456789012345F-01",
    // Flags.
    "00-12345678901234567890123456789012-1234567890123456-.0",
    "00-12345678901234567890123456789012-1234567890123456-0.",
    "00-12345678901234567890123456789012-1234567890123456-001",
    "00-12345678901234567890123456789012-1234567890123456-1",
    "00-12345678901234567890123456789012-1234567890123456-0A",
    "00-12345678901234567890123456789012-1234567890123456",
    // Delimiters.
    "00_12345678901234567890123456789012-1234567890123456-01",
    "00-12345678901234567890123456789012_1234567890123456-01",
    "00-12345678901234567890123456789012-1234567890123456_01",
    // Two values in one header.
    "00-12345678901234567890123456789012-1234567890123456-01,00-12345678901234567890123456789012-1234567890123456-01",
];

#[test]
fn traceparent_corpus() {
    for value in VALID {
        let context = extracted(&[("traceparent", value)]);
        let (call, sent) = context.in_scope(call);
        assert_eq!(call.trace_id.to_string(), TRACE_ID, "{value}");
        assert_ne!(call.span_id.to_string(), "1234567890123456", "{value}");
        assert!(text(&sent, "traceparent").unwrap().starts_with(&format!("00-{TRACE_ID}-{}-0", call.span_id)));
    }
    for value in INVALID {
        let context = extracted(&[("traceparent", value)]);
        assert_eq!(context.trace_context(), None, "{value}");
        let (call, sent) = context.in_scope(call);
        assert_ne!(call.trace_id.to_string(), TRACE_ID, "{value}");
        assert_eq!(text(&sent, "traceparent"), Some(parent_of(call, "03").as_str()), "{value}");
    }
}

#[test]
fn several_headers_are_invalid() {
    let other = "00-12345678901234567890123456789011-1234567890123456-01";
    for values in [[CALLER, other], [CALLER, CALLER], [CALLER, ""]] {
        let context = extracted(&values.map(|value| ("traceparent", value)));
        assert_eq!(context.trace_context(), None, "{values:?}");
    }
}

#[test]
fn a_wrong_name_is_another_header() {
    for name in ["trace-parent", "trace.parent"] {
        assert_eq!(extracted(&[(name, CALLER)]).trace_context(), None);
    }
    for name in ["TraceParent", "TrAcEpArEnT", "TRACEPARENT"] {
        assert!(extracted(&[(name, CALLER)]).trace_context().is_some());
    }
}

#[test]
fn bytes_outside_ascii_are_invalid() {
    let mut value = CALLER.as_bytes().to_vec();
    value[10] = 0xe9;
    assert_eq!(extracted(&[("traceparent", value)]).trace_context(), None);
}

#[test]
fn all_flags_of_version_00_are_handed_on() {
    for bits in 0..=u8::MAX {
        let value = format!("00-{TRACE_ID}-1234567890123456-{bits:02x}");
        let context = extracted(&[("traceparent", value)]);
        assert_eq!(context.trace_flags(), TraceFlags::new(bits));
        assert_eq!(context.trace_context().unwrap().is_sampled, bits & 1 == 1);
        let (call, sent) = context.in_scope(call);
        assert_eq!(text(&sent, "traceparent"), Some(parent_of(call, &format!("{bits:02x}")).as_str()));
    }
}

/// Another version may give other meanings to the flags that version 00 does not know.
#[test]
fn only_known_flags_of_a_future_version_are_handed_on() {
    let value = format!("cc-{TRACE_ID}-1234567890123456-ff-future");
    assert_eq!(extracted(&[("traceparent", value)]).trace_flags(), TraceFlags::new(0x03));
}

#[test]
fn invalid_values_are_counted() {
    let metrics = attuned_telemetry_tests::metrics::Metrics::new();
    metrics.watch(|| {
        extracted(&[("traceparent", "00-1-1-1")]);
        extracted(&[("traceparent", CALLER), ("traceparent", CALLER)]);
        extracted(&[("traceparent", CALLER)]);
        extracted::<&str>(&[]);
    });
    let series = "attuned_telemetry_propagation_dropped_total{reason=\"invalid_traceparent\"}";
    assert_eq!(metrics.counter(series), Some(2), "{:?}", metrics.series());
}

/// Parses as the specification reads, with no regard to speed.
fn naive(value: &str) -> Option<(u128, u64, u8)> {
    let value = value.trim_matches([' ', '\t']);
    let fields: Vec<&str> = value.split('-').collect();
    let is_hex = |text: &str, length| {
        text.len() == length && text.chars().all(|letter| letter.is_ascii_digit() || ('a'..='f').contains(&letter))
    };
    let [version, trace, span, flags, ref rest @ ..] = fields[..] else { return None };
    let is_valid = is_hex(version, 2) && is_hex(trace, 32) && is_hex(span, 16) && is_hex(flags, 2);
    if !is_valid || version == "ff" || version == "00" && !rest.is_empty() {
        return None;
    }
    let (trace, span) = (u128::from_str_radix(trace, 16).unwrap(), u64::from_str_radix(span, 16).unwrap());
    let flags = u8::from_str_radix(flags, 16).unwrap();
    (trace != 0 && span != 0).then_some((trace, span, if version == "00" { flags } else { flags & 3 }))
}

fn ours(value: &str) -> Option<(u128, u64, u8)> {
    let parent = TraceParent::parse(value)?;
    Some((parent.context().trace_id.get(), parent.context().span_id.get(), parent.flags().bits()))
}

/// Valid values, with up to two characters exchanged, added or removed.
fn nearly_valid() -> impl Strategy<Value = String> {
    let change = (0..80_usize, 0..3_u8, "[0-9a-gA-G \t.,-]");
    let parts = ("(00|cc|ff|[0-9a-f]{2})", any::<u128>(), any::<u64>(), any::<u8>(), "(|-|-future)");
    (parts, proptest::collection::vec(change, 0..3)).prop_map(|((version, trace, span, flags, rest), changes)| {
        let mut value: Vec<char> = format!("{version}-{trace:032x}-{span:016x}-{flags:02x}{rest}").chars().collect();
        for (place, kind, letter) in changes {
            let (place, letter) = (place.min(value.len() - 1), letter.chars().next().unwrap());
            match kind {
                0 => value[place] = letter,
                1 => value.insert(place, letter),
                _ => drop(value.remove(place)),
            }
        }
        value.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn nearly_valid_values_are_read_as_the_specification_reads(value in nearly_valid()) {
        prop_assert_eq!(ours(&value), naive(&value));
    }

    #[test]
    fn any_text_is_read_as_the_specification_reads(value in "\\PC{0,80}") {
        prop_assert_eq!(ours(&value), naive(&value));
    }

    #[test]
    fn what_is_written_is_read_again(trace in 1..=u128::MAX, span in 1..=u64::MAX, flags: u8) {
        let value = format!("00-{trace:032x}-{span:016x}-{flags:02x}");
        let parent = TraceParent::parse(&value).unwrap();
        prop_assert_eq!(parent.to_string(), value.clone());
        prop_assert_eq!(parent.to_bytes().to_vec(), value.into_bytes());
    }
}
