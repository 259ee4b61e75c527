//! An operation that is not in the list that the linker collects, as on platforms whose linker cannot collect it.

use super::{Config, engine, page};
use crate::core::operation::definition::possible_outcomes::Returns;
use crate::core::operation::metrics::call_metrics::CallRecorder as _;
use crate::core::operation::operation::Operation;

static OPERATION: Operation = Operation::new(["unlisted", "get", "unlisted.get"], "Gets a state.", "", Returns::VALUE);

#[test]
fn metrics_of_an_unlisted_operation_start_with_its_first_call() {
    let engine = engine(Config::default());
    assert!(page(&engine).keys().all(|series| !series.starts_with("unlisted")));
    assert!(engine.call_metrics(&OPERATION.definition, &[]).is_some());
    assert_eq!(page(&engine)[r#"unlisted_operations_total{operation="get",status="success"}"#].to_bits(), 0);
    let families = engine.families();
    let of = |name: &str| {
        families.iter().find(|family| family.identifier == name).and_then(|family| family.description.get())
    };
    let text = |name: &str| of(name).map(|description| description.text.as_str());
    assert_eq!(text("unlisted_operations_total"), Some("Calls, by outcome. get: Gets a state."));
    assert_eq!(text("unlisted_duration_seconds"), Some("Duration of completed calls, in seconds. get: Gets a state."));
}
