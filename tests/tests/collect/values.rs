//! Attributes, events, status and times.

use std::fmt;
use std::time::{Duration, SystemTime};

use attuned_telemetry_rt::collect::SpanStatus;
use attuned_telemetry_rt::{Outcome, observed};
use tracing::field::Empty;
use tracing::{Span, info, info_span};

use super::consumer::collect;

#[test]
fn attributes_keep_their_types_and_values() {
    let spans = collect(|| {
        info_span!(
            "span",
            yes = true,
            less = -5_i8,
            most = u64::MAX,
            wide = i128::MIN,
            widest = u128::MAX,
            half = 0.5,
            text = "ä\n",
            shown = %SpanName,
            debug = ?Some(1),
            later = Empty,
            never = Empty
        )
        .record("later", 7);
    });
    let span = spans.named("span");
    let expected = [
        ("yes", "true"),
        ("less", "-5"),
        ("most", "18446744073709551615"),
        ("wide", "-170141183460469231731687303715884105728"),
        ("widest", "340282366920938463463374607431768211455"),
        ("half", "0.5"),
        ("text", "ä\n"),
        ("shown", "shown"),
        ("debug", "Some(1)"),
        ("later", "7"),
    ];
    assert_eq!(span.attributes, expected.map(|(name, value)| (name, value.to_owned())));
    assert_eq!(span.dropped, [0; 3]);
}

struct SpanName;

impl fmt::Display for SpanName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("shown")
    }
}

#[test]
fn a_value_that_is_recorded_again_replaces_the_first() {
    let spans = collect(|| {
        let span = info_span!("span", state = "a long first state", other = 1);
        span.record("state", "second");
        span.record("state", 3);
    });
    let expected = [("state", "3".to_owned()), ("other", "1".to_owned())];
    assert_eq!(spans.named("span").attributes, expected);
}

#[test]
fn status_and_outcome_are_those_of_the_fields() {
    #[observed(scope = "shop", op = "call")]
    fn call(value: u32) -> Option<u32> {
        Some(value)
    }

    let spans = collect(|| {
        call(1);
        info_span!("ok", otel.status_code = "OK");
        info_span!("failed", otel.status_code = "error", otel.status_message = "no money", error.type = "Refused");
        info_span!("other", status = "in transit", otel.status_code = "odd");
    });
    let call = spans.named("shop.call");
    assert_eq!(
        (call.status, call.outcome, call.attribute("status")),
        (SpanStatus::Unset, Some(Outcome::Success), Some("success"))
    );
    assert_eq!(spans.named("ok").status, SpanStatus::Ok);
    let failed = spans.named("failed");
    assert_eq!(failed.status, SpanStatus::Error);
    assert_eq!(
        (failed.attribute("otel.status_message"), failed.attribute("error.type")),
        (Some("no money"), Some("Refused"))
    );
    let other = spans.named("other");
    assert_eq!((other.status, other.outcome), (SpanStatus::Unset, None));
    assert_eq!((other.attribute("status"), other.attribute("otel.status_code")), (Some("in transit"), Some("odd")));
}

#[test]
fn events_belong_to_their_span() {
    let spans = collect(|| {
        info!("outside");
        let outer = info_span!("outer").entered();
        info!(number = 1, "first");
        info_span!("inner").in_scope(|| {
            info!(parent: &*outer, "second");
            info!(parent: None, "nowhere");
            info!(error = ?Some("x"), "third");
        });
    });
    let event = |pairs: &[(&'static str, &str)]| -> Vec<_> {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    };
    let (outer, inner) = (spans.named("outer"), spans.named("inner"));
    assert_eq!(outer.events, [event(&[("message", "first"), ("number", "1")]), event(&[("message", "second")])]);
    assert_eq!(inner.events, [event(&[("message", "third"), ("error", "Some(\"x\")")])]);
}

#[test]
fn times_are_those_of_the_system_clock() {
    let close = Duration::from_millis(2);
    let before = SystemTime::now();
    let spans = collect(|| {
        let _outer = info_span!("outer").entered();
        info_span!("inner").in_scope(|| std::thread::sleep(Duration::from_millis(20)));
    });
    let after = SystemTime::now();
    let (outer, inner) = (spans.named("outer"), spans.named("inner"));
    assert!(before - close <= outer.start && outer.end <= after + close);
    assert!(outer.start <= inner.start + close && inner.end <= outer.end + close);
    assert!(inner.end.duration_since(inner.start).unwrap() >= Duration::from_millis(20));
}

/// Misbehaves in the way that its number says.
struct Hostile(u8);

impl fmt::Debug for Hostile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("some")?;
        match self.0 {
            0 => Err(fmt::Error),
            1 => panic!("on purpose"),
            2 => {
                // Re-enters the subscriber.
                info_span!("nested", again = ?Hostile(0)).in_scope(|| info!(value = ?Hostile(0), "nested"));
                Ok(())
            }
            _ => {
                (0..100_000).try_for_each(|_| formatter.write_str("0123456789")) // 1 MB
            }
        }
    }
}

impl fmt::Display for Hostile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

#[test]
fn hostile_values_do_no_harm() {
    let spans = collect(|| {
        // While it creates a span or emits an event, `tracing` disables all that is nested.
        info_span!("first", later = Empty).record("later", tracing::field::debug(Hostile(2)));
        let span = info_span!("span", fails = ?Hostile(0), panics = ?Hostile(1), enters = ?Hostile(2), later = Empty);
        span.record("later", tracing::field::debug(Hostile(2)));
        span.in_scope(|| info!(panics = %Hostile(1), enters = %Hostile(2)));
    });
    let span = spans.named("span");
    assert_eq!(span.attribute("fails"), Some("some[formatting failed]"));
    assert_eq!(span.attribute("panics"), Some("some[formatting panicked]"));
    assert_eq!((span.attribute("enters"), span.attribute("later")), (Some("some"), Some("some")));
    let event = [("panics", "some[formatting panicked]".to_owned()), ("enters", "some".to_owned())];
    assert!(span.events.contains(&event.to_vec()), "{:?}", span.events);
    assert_eq!(spans.all().iter().filter(|span| span.name == "nested").count(), 2);
}

#[test]
fn what_exceeds_the_limits_is_cut_and_counted() {
    let spans = collect(|| {
        let span = info_span!("long", huge = ?Hostile(9), more = Empty);
        span.record("more", "text");
        let span = info_span!("busy");
        span.in_scope(|| (0..200).for_each(|number| info!(number)));
        let linked: Vec<Span> = (0..150).map(|_| info_span!("linked")).collect();
        for linked in &linked {
            span.follows_from(linked);
        }
    });
    let long = spans.named("long");
    assert_eq!(long.attribute("huge").unwrap().len(), 64 * 1_024);
    assert_eq!((long.attribute("more"), long.dropped), (None, [1, 0, 0]));
    let busy = spans.named("busy");
    assert_eq!((busy.events.len(), busy.links.len(), busy.dropped), (128, 128, [0, 72, 22]));
}
