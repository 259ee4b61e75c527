//! Trace context and baggage in headers.

use attuned_telemetry_rt::TraceContext;
use attuned_telemetry_rt::propagation::{Baggage, Propagators};

pub(crate) fn check() {
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    let request = [("traceparent", parent), ("baggage", "tenant=acme")];
    let propagators = Propagators::default();
    propagators.extract(&request[..]).in_scope(|| {
        assert!(TraceContext::current().is_some_and(|context| !context.is_sampled));
        assert_eq!(Baggage::current().get("tenant"), Some("acme"));
        let mut sent = Vec::new();
        propagators.inject(&mut sent, "stock.internal");
        assert_eq!(sent, [("traceparent".to_owned(), parent.to_owned())]);
    });
    assert_eq!(TraceContext::current(), None);
}
