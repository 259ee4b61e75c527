//! Which baggage comes in and goes out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use attuned_telemetry_rt::TraceContext;
use attuned_telemetry_rt::collect::{SpanBatch, SpanCollector};
use attuned_telemetry_rt::propagation::{Baggage, BaggagePolicy, Callers, PolicyError, Propagators};
use http::HeaderMap;
use tracing::info_span;
use tracing_subscriber::layer::SubscriberExt as _;

use super::{CALLER, TRACE_ID, call, headers, text};

/// The header that goes out to a host.
fn sent(policy: &BaggagePolicy, baggage: &Baggage, host: &str) -> Option<String> {
    let propagators = Propagators::default().with_baggage(policy.clone());
    let mut headers = HeaderMap::new();
    baggage.clone().in_scope(|| propagators.inject(&mut headers, host));
    text(&headers, "baggage").map(str::to_owned)
}

/// The entries that are accepted.
fn accepted(policy: BaggagePolicy, header: &str) -> Option<String> {
    let propagators = Propagators::default().with_baggage(policy);
    propagators.extract(&headers(&[("baggage", header)])).baggage().to_header()
}

fn baggage() -> Baggage {
    Baggage::parse(["tenant=acme;p=1,feature.dark=on,feature.ads=off,user_id=ada"])
}

#[test]
fn keys_and_hosts_allow_list() {
    // By default, nothing goes out.
    let policy = BaggagePolicy::default();
    for host in ["stock.internal", "localhost", "127.0.0.1", ""] {
        assert_eq!(sent(&policy, &baggage(), host), None);
    }
    // Neither hosts nor keys alone are enough.
    let hosts = policy.clone().send_to(["stock.internal"]).unwrap();
    assert_eq!(sent(&hosts, &baggage(), "stock.internal"), None);
    let keys = policy.clone().send(["*"]).unwrap();
    assert_eq!(sent(&keys, &baggage(), "stock.internal"), None);

    let both = hosts.send(["tenant", "feature.*"]).unwrap();
    let allowed = Some("tenant=acme;p=1,feature.dark=on,feature.ads=off".to_owned());
    assert_eq!(sent(&both, &baggage(), "stock.internal"), allowed);
    assert_eq!(sent(&both, &baggage(), "evil.example"), None);
    assert_eq!(sent(&both.clone().send(["other"]).unwrap(), &baggage(), "stock.internal"), None);
}

#[test]
fn hosts_match_exactly_or_below_a_suffix() {
    let hosts = ["Stock.Internal", "*.shop.example", "10.0.0.7", "::1"];
    let policy = BaggagePolicy::default().send_to(hosts).unwrap().send(["tenant"]).unwrap();
    let is_sent = |host| sent(&policy, &baggage(), host).is_some();
    for host in [
        "stock.internal",
        "STOCK.internal",
        "stock.internal.",
        "stock.internal:8080",
        "a.shop.example",
        "a.b.shop.example:443",
        "A.SHOP.EXAMPLE",
        "10.0.0.7",
        "10.0.0.7:80",
        "[::1]",
        "[::1]:80",
        "::1",
    ] {
        assert!(is_sent(host), "{host}");
    }
    for host in [
        "",
        "internal",
        "xstock.internal",
        "a.stock.internal",
        "stock.internal.evil",
        "shop.example",
        "xshop.example",
        ".shop.example",
        "shop.example.evil",
        "10.0.0.70",
        "110.0.0.7",
        "[::2]",
        "stock.internal@evil",
    ] {
        assert!(!is_sent(host), "{host}");
    }
}

#[test]
fn a_person_is_named_only_when_asked_for() {
    let everywhere = |keys: &[&str]| BaggagePolicy::default().send_to(["stock.internal"]).unwrap().send(keys).unwrap();
    let out = |keys: &[&str], baggage: &str| sent(&everywhere(keys), &Baggage::parse([baggage]), "stock.internal");
    for key in ["user_id", "user.id", "USER-ID", "userId", "enduser.id"] {
        let header = format!("{key}=ada");
        for wildcards in [&["*"][..], &["user*", "USER*", "e*"], &["other"]] {
            assert_eq!(out(wildcards, &header), None, "{key}");
        }
        assert_eq!(out(&["*", key], &header), Some(header.clone()));
        assert_eq!(accepted(BaggagePolicy::default(), &format!("{header},tenant=acme")).unwrap(), "tenant=acme");
        assert_eq!(accepted(BaggagePolicy::default().accept(["*", key]).unwrap(), &header), Some(header));
    }
}

#[test]
fn only_listed_keys_are_accepted() {
    let accept = |keys: &[&str]| accepted(BaggagePolicy::default().accept(keys).unwrap(), "tenant=acme,region=eu");
    assert_eq!(accept(&["*"]).unwrap(), "tenant=acme,region=eu");
    assert_eq!(accept(&["reg*"]).unwrap(), "region=eu");
    assert_eq!(accept(&["tenant"]).unwrap(), "tenant=acme");
    assert_eq!(accept(&["Tenant"]), None);
    assert_eq!(accept(&[]), None);
}

#[test]
fn an_invalid_policy_is_an_error_that_names_the_value() {
    let host = |host: &str| BaggagePolicy::default().send_to([host]).unwrap_err().to_string();
    for wrong in ["", "*", "*.", "*example", "a.*.b", "https://a", "a:80", "a b", "[::1]", "größe.example", "a/b", "."]
    {
        assert!(host(wrong).starts_with(&format!("invalid host `{wrong}`: expected a host name")), "{}", host(wrong));
    }
    for wrong in ["", "a b", "a*b", "**", "ü", "a="] {
        let policy = BaggagePolicy::default();
        let errors: [PolicyError; 2] = [policy.clone().send([wrong]).unwrap_err(), policy.accept([wrong]).unwrap_err()];
        for error in errors.map(|error| error.to_string()) {
            assert!(error.starts_with(&format!("invalid key `{wrong}`: expected the key")), "{error}");
        }
    }
}

#[test]
fn an_untrusted_edge_strips_baggage() {
    let request = headers(&[("traceparent", CALLER), ("tracestate", "foo=1"), ("baggage", "tenant=acme")]);
    let trusted = Propagators::default().extract(&request);
    assert_eq!(trusted.baggage().get("tenant"), Some("acme"));

    let context = Propagators::default().with_callers(Callers::Untrusted).extract(&request);
    assert!(context.baggage().is_empty());
    assert_eq!(context.trace_context().unwrap().trace_id.to_string(), TRACE_ID);
    assert_eq!((context.trace_state().as_str(), context.caller()), ("foo=1", None));
}

#[test]
fn an_untrusted_edge_can_start_new_traces_with_a_link() {
    let request = headers(&[("traceparent", CALLER), ("tracestate", "foo=1"), ("baggage", "tenant=acme")]);
    let context = Propagators::default().with_callers(Callers::UntrustedWithNewTraces).extract(&request);
    assert!(context.baggage().is_empty() && context.trace_context().is_none());
    assert_eq!(context.caller().unwrap().trace_id.to_string(), TRACE_ID);
    let (call, sent) = context.in_scope(call);
    assert_ne!(call.trace_id.to_string(), TRACE_ID);
    assert_eq!(text(&sent, "tracestate"), None);
    assert_eq!(TraceContext::current(), None);
}

/// The names of the spans that are opened in `scope`, with the traces that they have links to.
fn links(scope: impl FnOnce()) -> BTreeMap<&'static str, Vec<TraceContext>> {
    let links = Arc::<Mutex<BTreeMap<_, _>>>::default();
    let all = links.clone();
    let collector = SpanCollector::new(Arc::new(move |batch: Arc<SpanBatch>| {
        all.lock().unwrap().extend(batch.spans().map(|span| (span.name(), span.links().to_vec())));
    }));
    let subscriber = tracing_subscriber::registry().with(collector.clone());
    tracing::subscriber::with_default(subscriber, scope);
    collector.flush();
    std::mem::take(&mut *links.lock().unwrap())
}

#[test]
fn the_first_span_of_a_new_trace_has_a_link_to_the_caller() {
    let request = headers(&[("traceparent", CALLER)]);
    let extracted = |callers| Propagators::default().with_callers(callers).extract(&request);
    let caller = extracted(Callers::UntrustedWithNewTraces).caller().unwrap();
    let links = links(|| {
        info_span!("before").in_scope(|| ());
        extracted(Callers::UntrustedWithNewTraces).in_scope(|| {
            info_span!("plain").in_scope(|| info_span!("inner").in_scope(|| ()));
            info_span!("with an attribute", size = 1).in_scope(|| ());
            Baggage::new().in_scope(|| info_span!("with baggage").in_scope(|| ()));
            extracted(Callers::Trusted).in_scope(|| info_span!("continued").in_scope(|| ()));
        });
        extracted(Callers::Untrusted).in_scope(|| info_span!("untrusted").in_scope(|| ()));
        info_span!("after").in_scope(|| ());
    });
    let linked: Vec<_> = links.iter().filter(|(_, links)| **links == [caller]).map(|(name, _)| *name).collect();
    assert_eq!(linked, ["plain", "with an attribute", "with baggage"]);
    assert!(links.len() == 8 && links.values().all(|links| links.len() <= 1), "{links:?}");
}
