//! `#[derive(HealthCheck)]`: a check has no timeout.

use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use attuned_telemetry_rt::{HealthCheck, HealthRegistry, HealthState};

use crate::{run, tests};

#[derive(HealthCheck)]
struct Store {
    #[health(degraded_above = 10)]
    size: u32,
    #[health(with = ping, timeout = "1us")]
    connection: Connection,
}

struct Connection {
    is_open: bool,
}

/// Is pending a few times.
async fn ping(connection: &Connection) -> bool {
    let mut left = 3;
    std::future::poll_fn(|_| {
        left -= 1;
        if left == 0 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    connection.is_open
}

tests! {
    fn a_check_has_no_timeout_and_no_latency() {
        let registry = HealthRegistry::new();
        registry.register(Arc::new(Store { size: 5, connection: Connection { is_open: true } }));
        registry.register(Arc::new(Store { size: 5, connection: Connection { is_open: false } }));
        let report = run(registry.check());
        assert_eq!(report.uptime, Duration::ZERO);
        assert_eq!(report.status, HealthState::Unhealthy);
        assert_eq!(report.checks[0].status, HealthState::Healthy);
        assert_eq!(report.checks[1].status, HealthState::Unhealthy);
        assert_eq!(report.checks[0].latency, None);
        assert_eq!(report.checks[0].checks.iter().map(|part| part.latency).collect::<Vec<_>>(), [None, None]);
    }
}
