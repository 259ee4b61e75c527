//! Propagation does not depend on log levels.

use std::env;
use std::process::Command;

use attuned_telemetry_rt::init::init_tracing_from_env;
use attuned_telemetry_rt::propagation::{BaggagePolicy, Propagators};
use http::HeaderMap;

use super::{CALLER, TRACE_ID, call, headers, parent_of, text};

/// Marks the process that runs the body of the test.
const CHILD: &str = "PROPAGATION_TEST_CHILD";

/// Runs this test program again, with only one test.
fn run_again(test: &str, variables: &[(&str, &str)]) {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args([test, "--exact", "--nocapture"]).env(CHILD, "1").envs(variables.iter().copied());
    let output = child.output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && shown.contains("1 passed"),
        "{shown}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn propagation_survives_rust_log_off() {
    if env::var_os(CHILD).is_none() {
        run_again("rust_log::propagation_survives_rust_log_off", &[("RUST_LOG", "off")]);
        return;
    }
    let _guard = init_tracing_from_env().unwrap();
    assert!(!tracing::enabled!(tracing::Level::ERROR));
    let policy = BaggagePolicy::default().send_to(["stock.internal"]).unwrap().send(["tenant"]).unwrap();
    let propagators = Propagators::default().with_baggage(policy);
    let request = headers(&[("traceparent", CALLER), ("tracestate", "foo=1"), ("baggage", "tenant=acme")]);
    propagators.extract(&request).in_scope(|| {
        let (call, sent) = call();
        assert_eq!(call.trace_id.to_string(), TRACE_ID);
        assert_eq!(text(&sent, "traceparent"), Some(parent_of(call, "01").as_str()));
        assert_eq!(text(&sent, "tracestate"), Some("foo=1"));
        let mut sent = HeaderMap::new();
        propagators.inject(&mut sent, "stock.internal");
        assert_eq!(text(&sent, "baggage"), Some("tenant=acme"));
    });
}
