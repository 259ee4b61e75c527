//! Google's protobuf library decodes what is encoded, too.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::kit::attributes::Owned;
use super::kit::decoded::{self, FORMATS};
use super::kit::python::canonical;
use super::kit::spans::{SpanPlan, batches};
use super::random_logs::any_records;
use super::random_spans::any_batches;
use super::{random_logs, random_spans};
use crate::collect::AttributeValue;
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::logs::encoder::LogEncoder;
use crate::export::otlp::encode::traces::encoder::TraceEncoder;

/// Returns random values, the same in each run.
fn random<T: Debug>(strategy: impl Strategy<Value = Vec<T>>) -> Vec<Vec<T>> {
    let mut runner = TestRunner::deterministic();
    let plans = (0..200).map(|_| strategy.new_tree(&mut runner).unwrap().current());
    plans.filter(|plans| !plans.is_empty()).collect()
}

#[test]
fn python_decodes_spans() {
    let mut plans = random(any_batches());
    plans.retain(|plans| plans.iter().any(|plans| !plans.is_empty()));
    let encode = |format, plans: &[Vec<SpanPlan>]| {
        TraceEncoder::new(format, random_spans::RESOURCE).encode(&batches(plans), 0..usize::MAX, usize::MAX).body
    };
    let requests: Vec<_> =
        plans.iter().flat_map(|plans| FORMATS.map(|format| (format, encode(format, plans)))).collect();
    let decoded = canonical("traces", &requests);
    assert!(plans.len() > 100 && decoded.len() == requests.len());
    for (plans, requests) in plans.iter().zip(decoded.chunks(2)) {
        assert_eq!(requests[0], requests[1], "the formats differ: {plans:?}");
        let (resource, scopes) = decoded::spans(Format::Protobuf, &requests[0]);
        assert_eq!(resource.attributes.len(), random_spans::RESOURCE.len());
        assert_eq!(
            scopes.into_iter().collect::<random_spans::Scopes>(),
            random_spans::expected(plans.iter().flatten())
        );
    }
}

#[test]
fn python_decodes_logs() {
    let plans = random(any_records());
    let encode = |format, plans: &[_]| {
        LogEncoder::new(format, random_logs::RESOURCE).encode(&random_logs::records(plans), usize::MAX).body
    };
    let requests: Vec<_> =
        plans.iter().flat_map(|plans| FORMATS.map(|format| (format, encode(format, plans)))).collect();
    let decoded = canonical("logs", &requests);
    assert!(plans.len() > 100 && decoded.len() == requests.len());
    for (plans, requests) in plans.iter().zip(decoded.chunks(2)) {
        assert_eq!(requests[0], requests[1], "the formats differ: {plans:?}");
        let (_, targets) = decoded::logs(Format::Protobuf, &requests[0]);
        assert_eq!(targets.into_iter().collect::<random_logs::Targets>(), random_logs::expected(plans));
    }
}

/// Long texts need long lengths, and JSON has no such numbers.
#[test]
fn python_decodes_extremes() {
    let doubles = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MAX, 5e-324];
    let mut attributes = doubles.map(|double| Owned::number("double", AttributeValue::F64(double))).to_vec();
    attributes.extend([127, 128, 16_383, 16_384, 70_000].map(|length| Owned::text("text", &"é".repeat(length))));
    let plans = [vec![SpanPlan { attributes, ..SpanPlan::default() }]];
    let encode = |format| TraceEncoder::new(format, []).encode(&batches(&plans), 0..1, usize::MAX).body;
    let decoded = canonical("traces", &FORMATS.map(|format| (format, encode(format))));
    assert_eq!(decoded[0], decoded[1]);
    let (_, scopes) = decoded::spans(Format::Protobuf, &decoded[0]);
    let expected = plans[0][0].expected();
    // A number that is not one does not equal itself.
    assert_eq!(format!("{:?}", scopes[0].1), format!("{:?}", [expected]));
}
