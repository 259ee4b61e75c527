//! Requests of spans.

use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;

use super::kit::attributes::Owned;
use super::kit::decoded::{self, FORMATS};
use super::kit::places::PAY;
use super::kit::spans::{SpanPlan, batches, context};
use crate::collect::{AttributeValue, SpanStatus};
use crate::core::verdict::outcome::Outcome;
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::traces::encoder::TraceEncoder;
use crate::export::otlp::settings::resolved::LimitSettings;

/// Encodes one span, in both formats.
fn encoded(plan: &SpanPlan, encoder: impl Fn(Format) -> TraceEncoder) -> Span {
    let [protobuf, json] = FORMATS.map(|format| {
        let part = encoder(format).encode(&batches(&[vec![plan.clone()]]), 0..1, usize::MAX);
        assert_eq!((part.items, part.oversize, part.len()), (1, 0, 1));
        let (_, mut scopes) = decoded::spans(format, &part.body);
        scopes.remove(0).1.remove(0)
    });
    assert_eq!(protobuf, json);
    protobuf
}

fn plain(format: Format) -> TraceEncoder {
    TraceEncoder::new(format, [])
}

#[test]
fn special_attributes_change_name_kind_and_status() {
    let special = [
        Owned::text("otel.name", "GET /users"),
        Owned::text("otel.kind", "SERVER"),
        Owned::text("otel.status_description", "ignored"),
        Owned::text("otel.status_message", "no such user"),
        Owned::text("otel.other", "kept"),
    ];
    let plan = SpanPlan { attributes: special.to_vec(), status: SpanStatus::Error, ..SpanPlan::default() };
    let span = encoded(&plan, plain);
    assert_eq!((span.name.as_str(), span.kind()), ("GET /users", SpanKind::Server));
    assert_eq!(span.status.unwrap().message, "no such user");
    assert_eq!(span.attributes, [Owned::text("otel.other", "kept").expected()]);
}

#[test]
fn only_an_error_has_a_status_message() {
    let attributes = vec![Owned::number("otel.status_description", AttributeValue::I64(-5))];
    let with = |status| encoded(&SpanPlan { attributes: attributes.clone(), status, ..SpanPlan::default() }, plain);
    assert_eq!(with(SpanStatus::Unset), SpanPlan::default().expected());
    assert_eq!(with(SpanStatus::Ok).status.unwrap().message, "");
    assert_eq!(with(SpanStatus::Error).status.unwrap().message, "-5");
}

#[test]
fn special_attributes_without_a_meaning_are_sent() {
    let attributes = vec![
        Owned::text("otel.kind", "servant"),
        Owned::text("otel.name", ""),
        Owned::number("otel.kind", AttributeValue::I64(2)),
    ];
    let plan = SpanPlan { attributes, ..SpanPlan::default() };
    assert_eq!(encoded(&plan, plain), plan.expected());
}

#[test]
fn the_outcome_replaces_another_status() {
    let attributes = vec![Owned::text("status", "pending")];
    let plan = SpanPlan { attributes, outcome: Some(Outcome::Success), ..SpanPlan::default() };
    assert_eq!(encoded(&plan, plain).attributes, [Owned::text("status", "success").expected()]);
    let plan = SpanPlan { outcome: None, ..plan };
    assert_eq!(encoded(&plan, plain), plan.expected());
}

#[test]
fn flags_say_whether_the_parent_is_remote() {
    let with = |has_remote_parent, is_sampled| {
        let context = SpanPlan::default().context.with_sampled(is_sampled);
        encoded(&SpanPlan { context, has_remote_parent, ..SpanPlan::default() }, plain).flags
    };
    assert_eq!(
        [with(false, false), with(false, true), with(true, false), with(true, true)],
        [0x100, 0x101, 0x300, 0x301]
    );
}

#[test]
fn code_location_is_sent_when_asked_for() {
    let with_location = |format| plain(format).with_code_location(true);
    let location = [
        Owned::text("code.file.path", "src/lib.rs").expected(),
        Owned::number("code.line.number", AttributeValue::I64(7)).expected(),
    ];
    assert_eq!(encoded(&SpanPlan::default(), with_location).attributes, location);
    assert_eq!(encoded(&SpanPlan::default(), plain).attributes, []);
    // A span may say itself where the code is.
    let attributes = vec![Owned::text("code.file.path", "main.rs")];
    let plan = SpanPlan { attributes, ..SpanPlan::default() };
    assert_eq!(encoded(&plan, with_location), plan.expected());
    // The line of this place is not known.
    let plan = SpanPlan { place: 1, ..SpanPlan::default() };
    assert_eq!((PAY.line(), encoded(&plan, with_location).attributes.len()), (None, 1));
}

#[test]
fn spans_of_a_scope_are_together() {
    let plan = |place, start| SpanPlan { place, times: [start, start + 1], ..SpanPlan::default() };
    let plans = [vec![plan(0, 1), plan(2, 2)], vec![], vec![plan(1, 3), plan(2, 4)]];
    for format in FORMATS {
        let resource = [("service.name", AttributeValue::Text("shop"))];
        let mut encoder = TraceEncoder::new(format, resource);
        // The encoder keeps nothing of the request before.
        assert_eq!(encoder.encode(&batches(&plans), 1..2, usize::MAX).items, 1);
        let part = encoder.encode(&batches(&plans), 0..4, usize::MAX);
        let (resource, scopes) = decoded::spans(format, &part.body);
        assert_eq!(resource.attributes, [Owned::text("service.name", "shop").expected()]);
        let starts = scopes.iter().map(|(name, spans)| {
            (name.as_str(), spans.iter().map(|span| span.start_time_unix_nano).collect::<Vec<_>>())
        });
        let mut starts: Vec<_> = starts.collect();
        starts.sort_unstable();
        assert_eq!(starts, [("hyper", vec![2, 4]), ("shop", vec![1, 3])]);
    }
}

#[test]
fn a_request_has_the_spans_of_the_range() {
    let plan = |start| SpanPlan { times: [start, start + 1], ..SpanPlan::default() };
    let plans = [vec![plan(0), plan(1)], vec![plan(2)], vec![], vec![plan(3), plan(4)]];
    let batches = batches(&plans);
    let mut encoder = plain(Format::Protobuf);
    for (start, end) in (0..7).flat_map(|start| (start..7).map(move |end| (start, end))) {
        let part = encoder.encode(&batches, start..end, usize::MAX);
        let expected: Vec<_> = (start as u64..end.min(5) as u64).collect();
        assert_eq!(part.items, expected.len());
        if part.items == 0 {
            assert!(part.body.is_empty());
            continue;
        }
        let (_, scopes) = decoded::spans(Format::Protobuf, &part.body);
        assert_eq!(scopes[0].1.iter().map(|span| span.start_time_unix_nano).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn numbers_that_json_lacks_are_texts() {
    let attributes = vec![
        Owned::number("nan", AttributeValue::F64(f64::NAN)),
        Owned::number("most", AttributeValue::F64(f64::INFINITY)),
    ];
    let plans = [vec![SpanPlan { attributes, ..SpanPlan::default() }]];
    let part = plain(Format::Json).encode(&batches(&plans), 0..1, usize::MAX);
    let json = String::from_utf8(part.body).unwrap();
    let nan = r#"[{"key":"nan","value":{"doubleValue":"NaN"}},{"key":"most","value":{"doubleValue":"Infinity"}}]"#;
    assert!(json.contains(nan), "{json}");
    let part = plain(Format::Protobuf).encode(&batches(&plans), 0..1, usize::MAX);
    let (_, scopes) = decoded::spans(Format::Protobuf, &part.body);
    assert!(format!("{:?}", scopes[0].1[0].attributes[0]).contains("DoubleValue(NaN)"));
}

#[test]
fn what_exceeds_the_limits_is_left_out_and_counted() {
    let attributes = vec![
        Owned::text("otel.name", "name"),
        Owned::text("a", "größer"),
        Owned::number("b", AttributeValue::I64(123_456)),
        Owned::text("c", "c"),
    ];
    let event = (1, Some("sold".to_owned()), attributes[1..].to_vec());
    let plan = SpanPlan {
        attributes,
        events: vec![event.clone(), event],
        links: vec![context(1, 1), context(2, 2), context(3, 3)],
        ..SpanPlan::default()
    };
    let limits = |span_attributes| LimitSettings {
        span_attributes,
        span_value_length: Some(3),
        span_events: 1,
        span_links: 1,
        event_attributes: 1,
        ..LimitSettings::NONE
    };
    let with = |attributes| encoded(&plan, |format| plain(format).with_limits(limits(attributes)));
    let (two, all) = (with(2), encoded(&plan, plain));
    let shortened = Owned::text("a", "grö").expected();
    let number = Owned::number("b", AttributeValue::I64(123_456)).expected();
    assert_eq!((two.attributes, two.dropped_attributes_count), (vec![shortened.clone(), number], 1));
    assert_eq!((two.events.len(), two.dropped_events_count), (1, 1));
    assert_eq!(two.events[0].attributes, [shortened]);
    assert_eq!(two.events[0].dropped_attributes_count, all.events[0].dropped_attributes_count + 2);
    assert_eq!((two.links.len(), two.dropped_links_count), (1, 2));
    assert_eq!((with(3).attributes.len(), with(3).dropped_attributes_count), (3, 0));
    // An attribute that is the name of the span is not counted.
    assert_eq!((with(0).name.as_str(), with(0).attributes.len(), with(0).dropped_attributes_count), ("name", 0, 3));
}
