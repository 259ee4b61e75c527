//! Any spans, in requests of any size.

use std::collections::BTreeMap;

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use proptest::prelude::*;
use prost::Message as _;

use super::kit::attributes::{Owned, any_attributes};
use super::kit::decoded::{self, FORMATS};
use super::kit::places;
use super::kit::spans::{SpanPlan, batches, context};
use crate::collect::{AttributeValue, SpanStatus};
use crate::core::verdict::outcome::Outcome;
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::traces::encoder::TraceEncoder;
use crate::{SpanId, TraceContext};

fn any_context() -> impl Strategy<Value = TraceContext> {
    (1_u128.., 1_u64.., any::<bool>())
        .prop_map(|(trace, span, is_sampled)| context(trace, span).with_sampled(is_sampled))
}

fn any_status() -> impl Strategy<Value = SpanStatus> {
    prop_oneof![Just(SpanStatus::Unset), Just(SpanStatus::Ok), Just(SpanStatus::Error)]
}

fn any_outcome() -> impl Strategy<Value = Option<Outcome>> {
    prop::option::of((0_usize..Outcome::ALL.len()).prop_map(|index| Outcome::ALL[index]))
}

prop_compose! {
    fn any_span()(
        place in 0..places::OF_SPANS.len(),
        context in any_context(),
        parent in prop::option::of((1_u64..).prop_map(|id| SpanId::new(id).unwrap())),
        has_remote_parent in any::<bool>(),
        times in any::<[u64; 2]>(),
        status in any_status(),
        outcome in any_outcome(),
        attributes in any_attributes(5),
        events in prop::collection::vec((any::<u64>(), any::<Option<String>>(), any_attributes(3)), 0..3),
        links in prop::collection::vec(any_context(), 0..3),
        left_out in any::<[u32; 3]>(),
    ) -> SpanPlan {
        SpanPlan {
            place, context, parent, has_remote_parent, times, status, outcome, attributes, events, links, left_out,
        }
    }
}

pub(super) fn any_batches() -> impl Strategy<Value = Vec<Vec<SpanPlan>>> {
    prop::collection::vec(prop::collection::vec(any_span(), 0..6), 0..4)
}

/// The spans of each scope, in order.
pub(super) type Scopes = BTreeMap<String, Vec<Span>>;

pub(super) fn expected<'a>(plans: impl IntoIterator<Item = &'a SpanPlan>) -> Scopes {
    let mut scopes = Scopes::new();
    for plan in plans {
        scopes.entry(places::scope(plan.metadata()).to_owned()).or_default().push(plan.expected());
    }
    scopes
}

pub(super) const RESOURCE: [(&str, AttributeValue<'_>); 2] =
    [("service.name", AttributeValue::Text("shop")), ("process.pid", AttributeValue::U64(7))];

proptest! {
    #[test]
    fn both_formats_are_decoded_as_what_was_collected(plans in any_batches()) {
        let count = plans.iter().flatten().count();
        for format in FORMATS {
            let part = TraceEncoder::new(format, RESOURCE).encode(&batches(&plans), 0..count, usize::MAX);
            prop_assert_eq!((part.items, part.oversize), (count, 0));
            if count > 0 {
                let (resource, scopes) = decoded::spans(format, &part.body);
                prop_assert_eq!(resource.attributes.len(), 2);
                prop_assert_eq!(scopes.into_iter().collect::<Scopes>(), expected(plans.iter().flatten()));
            }
        }
    }

    #[test]
    fn requests_keep_the_limit_and_lose_nothing(plans in any_batches(), limit in 100_usize..6_000) {
        let (batches, all) = (batches(&plans), plans.concat());
        for format in FORMATS {
            let mut encoder = TraceEncoder::new(format, RESOURCE);
            let (mut from, mut decoded, mut oversize) = (0, Scopes::new(), 0);
            while from < all.len() {
                let part = encoder.encode(&batches, from..all.len(), limit);
                prop_assert!(part.body.len() <= limit, "{} bytes", part.body.len());
                prop_assert!(part.len() > 0, "no progress");
                from += part.len();
                oversize += part.oversize;
                if part.items > 0 {
                    for (scope, spans) in decoded::spans(format, &part.body).1 {
                        decoded.entry(scope).or_default().extend(spans);
                    }
                }
            }
            let alone = |plan: &&SpanPlan| {
                let batches = super::kit::spans::batches(&[vec![(**plan).clone()]]);
                TraceEncoder::new(format, RESOURCE).encode(&batches, 0..1, limit).items > 0
            };
            let fitting: Vec<_> = all.iter().filter(alone).collect();
            prop_assert_eq!(oversize, all.len() - fitting.len());
            prop_assert_eq!(decoded, expected(fitting));
        }
    }
}

/// The limit is used: a request that is full has room for less than one more span.
#[test]
fn requests_are_filled() {
    let plans = vec![vec![SpanPlan::default(); 1_000]];
    for format in FORMATS {
        let part = TraceEncoder::new(format, RESOURCE).encode(&batches(&plans), 0..1_000, 10_000);
        let one = part.body.len() / part.items;
        assert!(part.body.len() > 10_000 - one - 128, "{} bytes, {one} a span", part.body.len());
    }
}

/// The lengths of messages are reserved before they are known, which costs about one byte for each span.
#[test]
fn padded_lengths_cost_little() {
    let attributes = vec![Owned::text("user_id", "ada"), Owned::number("size", AttributeValue::I64(3))];
    let outcome = Some(Outcome::Success);
    let plan = |place| SpanPlan { place, outcome, attributes: attributes.clone(), ..SpanPlan::default() };
    let plans: Vec<_> = (0..500).map(|number| plan(number % 2)).collect();
    let body = TraceEncoder::new(Format::Protobuf, RESOURCE).encode(&batches(&[plans]), 0..500, usize::MAX).body;
    let shortest = ExportTraceServiceRequest::decode(body.as_slice()).unwrap().encoded_len();
    assert!(body.len() >= shortest && body.len() < shortest + 500 + 20, "{} bytes, {shortest}", body.len());
}
