//! The header `tracestate`.
//!
//! Most cases are those of <https://github.com/w3c/trace-context/blob/main/test/test.py>.

use attuned_telemetry_rt::propagation::TraceState;
use attuned_telemetry_rt::{SpanId, TraceContext, TraceId};
use attuned_telemetry_tests::metrics::Metrics;
use proptest::prelude::*;

use super::{CALLER, TRACE_ID, call, extracted, sent, text};

/// The `tracestate` of a request that a call sends for a caller with these headers.
fn sent_for(headers: &[&str]) -> Option<String> {
    let mut list = vec![("traceparent", CALLER)];
    list.extend(headers.iter().map(|value| ("tracestate", *value)));
    let (call, sent) = extracted(&list).in_scope(call);
    assert_eq!(call.trace_id.to_string(), TRACE_ID);
    text(&sent, "tracestate").map(str::to_owned)
}

#[test]
fn members_are_handed_on_in_order() {
    assert_eq!(sent_for(&["foo=1,bar=2"]).unwrap(), "foo=1,bar=2");
    assert_eq!(sent_for(&["foo=1 \t , \t bar=2, \t baz=3"]).unwrap(), "foo=1,bar=2,baz=3");
    for value in [" foo=1", "\tfoo=1", "foo=1 ", "foo=1\t", "\t foo=1 \t", "foo=1,", ",foo=1", ", ,foo=1,,"] {
        assert_eq!(sent_for(&[value]).unwrap(), "foo=1", "{value}");
    }
    assert_eq!(sent_for(&["foo= 1"]).unwrap(), "foo= 1", "spaces at the beginning of a value are part of it");
}

#[test]
fn an_empty_tracestate_is_not_sent() {
    for headers in [&[][..], &[""], &[" ", "\t"], &[",", " , "]] {
        assert_eq!(sent_for(headers), None, "{headers:?}");
    }
}

#[test]
fn several_tracestate_headers_are_joined() {
    let joined = sent_for(&["foo=1,bar=2", "rojo=1,congo=2", "baz=3"]);
    assert_eq!(joined.unwrap(), "foo=1,bar=2,rojo=1,congo=2,baz=3");
    assert_eq!(sent_for(&["foo=1", ""]).unwrap(), "foo=1");
    assert_eq!(sent_for(&["", "foo=1"]).unwrap(), "foo=1");
}

#[test]
fn of_duplicate_keys_the_first_member_is_kept() {
    assert_eq!(sent_for(&["foo=1,foo=1"]).unwrap(), "foo=1");
    assert_eq!(sent_for(&["foo=1,bar=3,foo=2"]).unwrap(), "foo=1,bar=3");
    assert_eq!(sent_for(&["foo=1", "foo=2"]).unwrap(), "foo=1");
}

#[test]
fn all_allowed_characters_are_handed_on() {
    let key = "abcdefghijklmnopqrstuvwxyz0123456789_-*/@a-z0-9_-*/";
    let value: String = (' '..='~').filter(|letter| !matches!(letter, ',' | '=')).collect();
    let member = format!("{key}={value}");
    assert_eq!(sent_for(&[&member]), Some(member));
    for member in ["foo@=1,bar=2", "foo@@bar=1,bar=2", "foo@bar@baz=1,bar=2", "1a-2f@foo=bar1"] {
        assert_eq!(sent_for(&[member]).unwrap(), member);
    }
}

#[test]
fn an_invalid_member_discards_the_whole() {
    for header in [
        "foo =1",
        "FOO=1",
        "foo.bar=1",
        "@foo=1,bar=2",
        "foo=bar=baz",
        "foo=,bar=3",
        "foo",
        "=1",
        "foo=1,bar",
        "_a=1",
        "föo=1",
        "foo=ö",
        "foo=1\tbar",
    ] {
        assert_eq!(sent_for(&["bar=2", header]), None, "{header}");
    }
}

#[test]
fn keys_and_values_have_up_to_256_characters() {
    let (most, more) = ("z".repeat(256), "z".repeat(257));
    let handed_on = format!("foo=1,{most}=1");
    assert_eq!(sent_for(&["foo=1", &format!("{most}=1")]), Some(handed_on));
    assert_eq!(sent_for(&["foo=1", &format!("{more}=1")]), None);
    assert_eq!(sent_for(&[&format!("foo={most}")]), Some(format!("foo={most}")));
    assert_eq!(sent_for(&[&format!("foo={more}")]), None);
    for key in [format!("{}@{}", "t".repeat(241), "v".repeat(14)), format!("t@{}", "v".repeat(15))] {
        assert_eq!(sent_for(&["foo=1", &format!("{key}=1")]), Some(format!("foo=1,{key}=1")));
    }
}

fn numbered(count: usize, length: usize) -> String {
    let members: Vec<_> = (0..count).map(|number| format!("bar{number:02}={}", "x".repeat(length))).collect();
    members.join(",")
}

#[test]
fn up_to_32_members_are_handed_on_and_more_are_invalid() {
    assert_eq!(sent_for(&[&numbered(32, 1)]), Some(numbered(32, 1)));
    assert_eq!(sent_for(&[&numbered(33, 1)]), None);
    let (first, second) = (numbered(20, 1), numbered(33, 1)[20 * 8..].to_owned());
    assert_eq!(sent_for(&[&first, &second]), None, "the limit applies to all headers together");
}

#[test]
fn at_least_512_characters_are_handed_on_and_long_ones_are_cut_to_whole_members() {
    let long = numbered(32, 120);
    assert!(long.len() > 4_000 && long.len() <= 4_096, "{}", long.len());
    assert_eq!(sent_for(&[&long]), Some(long));

    let metrics = Metrics::new();
    let longer = numbered(32, 122);
    let cut = metrics.watch(|| sent_for(&[&longer])).unwrap();
    assert_eq!(cut, numbered(31, 122), "members at the end are removed");
    let series = "attuned_telemetry_propagation_dropped_total{reason=\"long_tracestate\"}";
    assert_eq!(metrics.counter(series), Some(1));

    let with_a_long_member = format!("big={},{}", "y".repeat(256), numbered(31, 122));
    assert_eq!(sent_for(&[&with_a_long_member]).unwrap(), numbered(31, 122), "long members are removed first");
}

#[test]
fn a_tracestate_without_a_valid_traceparent_is_discarded() {
    for parent in [None, Some("00-1-1-1"), Some("ff-12345678901234567890123456789012-1234567890123456-01")] {
        let list: Vec<_> =
            parent.map(|parent| ("traceparent", parent)).into_iter().chain([("tracestate", "foo=1")]).collect();
        let context = extracted(&list);
        assert!(context.trace_state().is_empty());
        assert_eq!(text(&context.in_scope(call).1, "tracestate"), None);
    }
}

#[test]
fn an_invalid_tracestate_does_not_affect_the_traceparent() {
    let context = extracted(&[("traceparent", CALLER), ("tracestate", "foo=bar=baz")]);
    assert_eq!(context.trace_context().unwrap().trace_id.to_string(), TRACE_ID);
}

/// The state belongs to the trace of the caller. Another trace inside is not told of it.
#[test]
fn a_tracestate_does_not_go_out_with_another_trace() {
    let context = extracted(&[("traceparent", CALLER), ("tracestate", "foo=1")]);
    let other = TraceContext::new(TraceId::new(7).unwrap(), SpanId::new(8).unwrap());
    context.in_scope(|| {
        assert_eq!(text(&sent(), "tracestate"), Some("foo=1"));
        other.in_scope(|| assert_eq!(text(&sent(), "tracestate"), None));
        assert_eq!(text(&sent(), "tracestate"), Some("foo=1"));
    });
}

#[test]
fn keys_are_found() {
    let state = TraceState::parse(["a=1,b=2", "c=3"]);
    assert_eq!(["a", "b", "c", "d"].map(|key| state.get(key)), [Some("1"), Some("2"), Some("3"), None]);
    assert_eq!(state.iter().map(|(key, _)| key).collect::<String>(), "abc");
}

proptest! {
    /// What was parsed is parsed again as the same, and never exceeds a limit.
    #[test]
    fn any_header_becomes_a_valid_one(headers in proptest::collection::vec("([a-z@*/ ]{0,4}=?[ -~]{0,3},?){0,40}", 0..4)) {
        let state = TraceState::parse(&headers);
        prop_assert!(state.iter().count() <= 32 && state.as_str().len() <= 4_096);
        prop_assert_eq!(TraceState::parse([state.as_str()]), state);
    }
}
