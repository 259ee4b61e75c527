//! No part of a header except ids appears in a log, a metric, an error or the output of `Debug`.

use attuned_telemetry_rt::observed;
use attuned_telemetry_rt::propagation::{Baggage, BaggagePolicy, Callers, Propagators};
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::trace::Trace;
use http::HeaderMap;

use super::headers;

const CANARY: &str = "canary0secret";

/// Headers that are valid, not valid, and too long, with the canary in each value.
fn requests() -> Vec<HeaderMap> {
    let canary = CANARY;
    let valid = "00-12345678901234567890123456789012-1234567890123456-01".to_owned();
    let long = format!("{canary}{}", "x".repeat(9_000));
    let lists = [
        vec![("traceparent", format!("{valid}-{canary}"))],
        vec![
            ("traceparent", valid.clone()),
            ("tracestate", format!("a={canary}")),
            ("baggage", format!("{canary}={canary}")),
        ],
        vec![("traceparent", valid.clone()), ("tracestate", format!("A={canary}"))],
        vec![("traceparent", valid), ("tracestate", format!("a={long}"))],
        vec![(
            "baggage",
            format!("k={canary};p={canary},{canary} {canary}={canary},=\"{canary}\",ü={canary},k={long}"),
        )],
        vec![("baggage", (0..70).map(|number| format!("k{number}={canary}")).collect::<Vec<_>>().join(","))],
        vec![("baggage", format!("k={canary}%zz%ff"))],
        vec![("b3", format!("{canary}-{canary}-d"))],
        vec![("x-b3-traceid", canary.to_owned()), ("x-b3-spanid", canary.to_owned())],
    ];
    lists.iter().map(|list| headers(list)).collect()
}

#[observed(err, ret)]
fn handle(headers: &HeaderMap) -> String {
    let policy = BaggagePolicy::default().send_to(["stock.internal"]).unwrap().send(["*"]).unwrap();
    let all: Propagators = "tracecontext,baggage,b3,b3multi".parse().unwrap();
    let mut shown = Vec::new();
    for callers in [Callers::Trusted, Callers::Untrusted, Callers::UntrustedWithNewTraces] {
        let propagators = all.clone().with_callers(callers).with_baggage(policy.clone());
        let context = propagators.extract(headers);
        let mut sent = HeaderMap::new();
        context.in_scope(|| propagators.inject(&mut sent, "stock.internal"));
        let entries: Vec<_> = context.baggage().iter().collect();
        shown.push(format!("{context:?}{:?}{:?}{entries:?}{propagators:?}", context.trace_state(), context.baggage()));
        // A `tracestate` is not secret for the client that has to send it, unlike baggage.
        sent.remove("tracestate");
        shown.push(format!("{sent:?}{:?}", context.in_future(std::future::ready(()))));
    }
    shown.push(format!("{:?}", Baggage::new().with(CANARY, CANARY).unwrap()));
    shown.push(Baggage::new().with(&format!("{CANARY} "), CANARY).unwrap_err().to_string());
    shown.concat()
}

#[test]
fn never_logged() {
    let (trace, metrics) = (Trace::new(), Metrics::new());
    let shown: Vec<_> = trace.watch(|| metrics.watch(|| requests().iter().map(handle).collect()));
    let everything = format!("{shown:?}{:?}{:?}{:?}", trace.spans(), trace.events(), metrics.series());
    assert!(everything.contains("too_much_baggage") && everything.contains("handle"), "{everything}");
    assert!(!everything.contains(CANARY), "{everything}");
}
