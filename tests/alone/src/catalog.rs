//! `catalog()`, with a Grafana dashboard and Prometheus alert rules. It lists the annotations of the macros that are
//! on.

use attuned_telemetry_rt::{AlertOptions, Catalog, DashboardOptions, catalog};

pub(crate) fn check() {
    let Catalog { operations, audit_events, components } = catalog();
    let names: Vec<_> = operations.iter().map(|operation| (operation.scope, operation.op)).collect();
    let observed: &[_] = if cfg!(feature = "observe") { &[("shop", "order"), ("shop", "order_later")] } else { &[] };
    assert_eq!(names, observed);
    assert_eq!(audit_events.len(), if cfg!(feature = "audit") { 2 } else { 0 });
    assert_eq!(components.len(), usize::from(cfg!(feature = "health")));

    assert!(catalog().to_json().starts_with('{'));
    assert!(catalog().dashboard(&DashboardOptions::new("Shop")).contains("Shop"));
    assert!(catalog().alerts(&AlertOptions::new()).unwrap().contains("groups:"));
}
