//! Names of spans, operations and metrics.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::watch;

use super::calls;

#[test]
fn default_names_come_from_the_package_and_the_function() {
    #[observed]
    fn load() {}

    let watched = watch(load);
    assert_eq!(watched.trace.span().name, "attuned.telemetry.tests.load");
    assert_eq!(calls(&watched.metrics, "load", "success"), Some(1));
}

#[test]
fn op_names_the_operation() {
    #[observed(op = "upsert")]
    fn upsert_latest() {}

    let watched = watch(upsert_latest);
    assert_eq!(watched.trace.span().name, "attuned.telemetry.tests.upsert");
    assert_eq!(calls(&watched.metrics, "upsert", "success"), Some(1));
}

#[test]
fn scope_is_the_prefix_of_span_and_metrics() {
    #[observed(scope = "attuned.store", op = "upsert")]
    fn store() {}

    let watched = watch(store);
    assert_eq!(watched.trace.span().name, "attuned.store.upsert");
    assert_eq!(
        watched.metrics.series(),
        [
            r#"attuned_store_duration_seconds{operation="upsert"}"#,
            r#"attuned_store_operations_total{operation="upsert",status="success"}"#,
        ]
    );
}

#[test]
fn scope_is_converted_to_a_metric_name() {
    #[observed(scope = "attuned.state-store", op = "get")]
    fn get() {}

    let series = r#"attuned_state_store_operations_total{operation="get",status="success"}"#;
    assert_eq!(watch(get).metrics.counter(series), Some(1));
}

#[test]
fn custom_span_name_keeps_the_metrics() {
    #[observed(op = "translate", span = "attuned.translate")]
    fn translate() {}

    let watched = watch(translate);
    assert_eq!(watched.trace.span().name, "attuned.translate");
    assert_eq!(calls(&watched.metrics, "translate", "success"), Some(1));
}

#[test]
fn metrics_prefix_without_op_has_no_operation_label() {
    #[observed(metrics = "attuned_translation")]
    fn translate() {}

    let watched = watch(translate);
    assert_eq!(watched.trace.span().name, "attuned.telemetry.tests.translate");
    assert_eq!(
        watched.metrics.series(),
        ["attuned_translation_duration_seconds", r#"attuned_translation_operations_total{status="success"}"#]
    );
}

#[test]
fn metrics_prefix_with_op_has_the_operation_label() {
    #[observed(metrics = "attuned_qdrant", op = "search")]
    fn search_points() {}

    assert_eq!(
        watch(search_points).metrics.series(),
        [
            r#"attuned_qdrant_duration_seconds{operation="search"}"#,
            r#"attuned_qdrant_operations_total{operation="search",status="success"}"#,
        ]
    );
}

#[test]
fn raw_identifier_is_named_without_its_prefix() {
    #[observed]
    fn r#move() {}

    let watched = watch(r#move);
    assert_eq!(watched.trace.span().name, "attuned.telemetry.tests.move");
    assert_eq!(calls(&watched.metrics, "move", "success"), Some(1));
}

#[test]
fn two_functions_with_one_name_share_their_series() {
    mod first {
        #[attuned_telemetry_rt::observed]
        pub(super) fn get() {}
    }
    mod second {
        #[attuned_telemetry_rt::observed]
        pub(super) fn get() {}
    }

    let watched = watch(|| {
        first::get();
        second::get();
    });
    assert_eq!(calls(&watched.metrics, "get", "success"), Some(2));
}
