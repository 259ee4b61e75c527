//! Any log records, in requests of any size.

use std::collections::BTreeMap;

use opentelemetry_proto::tonic::logs::v1::LogRecord;
use proptest::prelude::*;

use super::kit::attributes::any_attributes;
use super::kit::decoded::{self, FORMATS};
use super::kit::records::RecordPlan;
use super::kit::spans::context;
use crate::collect::{self, AttributeValue};
use crate::export::otlp::encode::logs::encoder::LogEncoder;

prop_compose! {
    fn any_record()(
        // Later times are not supported by every system.
        time in 0_u64..1 << 62,
        level in 0_usize..5,
        target in prop_oneof![Just("shop".to_owned()), Just("shop::orders".to_owned()), any::<String>()],
        message in any::<String>(),
        attributes in any_attributes(5),
        (trace, span, is_sampled, has_context) in (1_u128.., 1_u64.., any::<bool>(), any::<bool>()),
    ) -> RecordPlan {
        let context = has_context.then(|| context(trace, span).with_sampled(is_sampled));
        RecordPlan { time, level, target, message, attributes, context }
    }
}

pub(super) fn any_records() -> impl Strategy<Value = Vec<RecordPlan>> {
    prop::collection::vec(any_record(), 0..12)
}

/// The records of each target, in order.
pub(super) type Targets = BTreeMap<String, Vec<LogRecord>>;

pub(super) fn expected<'a>(plans: impl IntoIterator<Item = &'a RecordPlan>) -> Targets {
    let mut targets = Targets::new();
    for plan in plans {
        targets.entry(plan.target.clone()).or_default().push(plan.expected());
    }
    targets
}

pub(super) fn records(plans: &[RecordPlan]) -> Vec<collect::LogRecord> {
    plans.iter().map(RecordPlan::record).collect()
}

pub(super) const RESOURCE: [(&str, AttributeValue<'_>); 1] = [("service.name", AttributeValue::Text("shop"))];

proptest! {
    #[test]
    fn both_formats_are_decoded_as_what_was_collected(plans in any_records()) {
        for format in FORMATS {
            let part = LogEncoder::new(format, RESOURCE).encode(&records(&plans), usize::MAX);
            prop_assert_eq!((part.items, part.oversize), (plans.len(), 0));
            if !plans.is_empty() {
                let (resource, targets) = decoded::logs(format, &part.body);
                prop_assert_eq!(resource.attributes.len(), 1);
                prop_assert_eq!(targets.into_iter().collect::<Targets>(), expected(&plans));
            }
        }
    }

    #[test]
    fn requests_keep_the_limit_and_lose_nothing(plans in any_records(), limit in 100_usize..4_000) {
        let records = records(&plans);
        for format in FORMATS {
            let mut encoder = LogEncoder::new(format, RESOURCE);
            let (mut rest, mut decoded, mut oversize) = (records.as_slice(), Targets::new(), 0);
            while !rest.is_empty() {
                let part = encoder.encode(rest, limit);
                prop_assert!(part.body.len() <= limit, "{} bytes", part.body.len());
                prop_assert!(part.len() > 0, "no progress");
                rest = &rest[part.len()..];
                oversize += part.oversize;
                if part.items > 0 {
                    for (target, records) in decoded::logs(format, &part.body).1 {
                        decoded.entry(target).or_default().extend(records);
                    }
                }
            }
            let alone = |plan: &&RecordPlan| {
                LogEncoder::new(format, RESOURCE).encode(&[plan.record()], limit).items > 0
            };
            let fitting: Vec<_> = plans.iter().filter(alone).collect();
            prop_assert_eq!(oversize, plans.len() - fitting.len());
            prop_assert_eq!(decoded, expected(fitting));
        }
    }
}

/// Programs may choose targets at run time, so few of them are remembered.
#[test]
fn many_targets_are_forgotten() {
    let record = |number: usize| RecordPlan {
        time: 1,
        level: 2,
        target: format!("target {number}"),
        message: "a message".to_owned(),
        attributes: Vec::new(),
        context: None,
    };
    for format in FORMATS {
        let mut encoder = LogEncoder::new(format, RESOURCE);
        for round in 0..3 {
            let plans: Vec<_> = (0..2_000).map(|number| record(round * 1_500 + number)).collect();
            let part = encoder.encode(&records(&plans), usize::MAX);
            let targets: Targets = decoded::logs(format, &part.body).1.into_iter().collect();
            assert_eq!(targets, expected(&plans));
        }
    }
}
