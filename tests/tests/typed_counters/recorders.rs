//! Typed counters with other recorders than the installed one.

use attuned_telemetry_rt::TypedCounter;
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;

use super::{EXPORTER, lines};

static LOCAL: TypedCounter<(bool,)> = TypedCounter::new("local_total", ["hit"]).with_description("Hits.");

#[test]
fn typed_counter_counts_in_the_current_recorder() {
    LOCAL.increment((true,));
    let local = PrometheusExporter::new();
    let count = || (0..5).for_each(|_| LOCAL.increment((true,)));
    metrics::with_local_recorder(&local.recorder(), count);
    assert_eq!(local.render(), "# HELP local_total Hits.\n# TYPE local_total counter\nlocal_total{hit=\"true\"} 5\n");
    let _exporter = &*EXPORTER;
    LOCAL.add((true,), 7);
    assert_eq!(lines("local_total"), [r#"local_total{hit="true"} 7"#]);
    metrics::with_local_recorder(&local.recorder(), count);
    assert!(local.render().contains("local_total{hit=\"true\"} 10\n"), "{}", local.render());
    assert_eq!(lines("local_total"), [r#"local_total{hit="true"} 7"#]);
}
