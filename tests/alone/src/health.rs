//! `#[derive(HealthCheck)]`.

use attuned_telemetry_rt::HealthState;

use crate::shop::{Shop, report};

pub(crate) fn check() {
    let report = report(Shop { open_orders: 2 });
    assert_eq!(report.status, HealthState::Unhealthy);
    assert_eq!((report.checks[0].name.as_str(), report.checks[0].checks[0].name.as_str()), ("shop", "open_orders"));
}
