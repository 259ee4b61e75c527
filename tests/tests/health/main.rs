//! `#[derive(HealthCheck)]` and the registry.

#![allow(
    clippy::panic,
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_async,
    clippy::unwrap_used,
    reason = "a test may panic, and a probe takes a reference to its field"
)]

mod collections;
mod derived;
mod enums;
mod generics;
mod law;
mod numbers;
mod probes;
mod registry;
mod time;

use std::time::Duration;

use async_trait::async_trait;
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthState};

/// A component in a given state.
#[derive(Debug)]
struct Fixed(HealthState);

#[async_trait]
impl HealthCheck for Fixed {
    async fn check(&self) -> ComponentHealth {
        ComponentHealth::new("fixed", self.0)
    }
}

/// A component that never answers.
struct Hanging;

#[async_trait]
impl HealthCheck for Hanging {
    async fn check(&self) -> ComponentHealth {
        std::future::pending().await
    }
}

/// A component whose check panics.
struct Panicking;

#[async_trait]
impl HealthCheck for Panicking {
    async fn check(&self) -> ComponentHealth {
        panic_without_report()
    }
}

/// Panics without a report. On a busy machine, a report with a backtrace takes longer than the timeout of a check.
fn panic_without_report() -> ! {
    std::panic::resume_unwind(Box::new("on purpose"))
}

/// A slow component.
struct Slow(Duration);

#[async_trait]
impl HealthCheck for Slow {
    async fn check(&self) -> ComponentHealth {
        tokio::time::sleep(self.0).await;
        ComponentHealth::healthy("slow")
    }
}

/// Names and states of the parts.
fn parts(health: &ComponentHealth) -> Vec<(&str, HealthState)> {
    health.checks.iter().map(|part| (part.name.as_str(), part.status)).collect()
}
