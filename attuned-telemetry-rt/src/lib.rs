//! Annotate a method, get a span, metrics and an audit record; derive a health check on a struct.
//!
//! ```
//! use std::sync::Arc;
//!
//! use attuned_telemetry_rt::{HealthCheck, HealthRegistry, audited, observed};
//!
//! #[derive(HealthCheck)]
//! struct Shop {
//!     #[health(degraded_above = 800, unhealthy_above = 1_000)]
//!     open_orders: u64,
//! }
//!
//! impl Shop {
//!     #[observed(op = "order")]
//!     #[audited(event = "order_placed", user_id = customer)]
//!     fn place_order(&self, customer: &str) -> Result<(), std::io::Error> {
//!         Ok(())
//!     }
//! }
//!
//! let shop = Arc::new(Shop { open_orders: 0 });
//! shop.place_order("ada")?;
//!
//! let registry = HealthRegistry::new();
//! registry.register(shop);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! In a package named `shop`, the call opens a span `shop.order`, increments the counter
//! `shop_operations_total{operation="order",status="success"}`, records its duration in the histogram
//! `shop_duration_seconds{operation="order"}`, and writes an audit record. `TelemetryBuilder` (feature `init`)
//! configures where spans, metrics and audit records go, `Endpoints` (feature `serve`) serves `/metrics` and `/readyz`,
//! and the feature `otlp` sends spans, metrics and log records to an OpenTelemetry collector.
//!
//! # The macros
//!
//! - [`#[observed]`](macro@observed): a span, a counter and a histogram for every call.
//! - [`#[audited]`](macro@audited): an audit record for every call.
//! - [`#[derive(HealthCheck)]`](derive@HealthCheck): a struct or an enum as a component of the health tree.
//! - [`#[derive(ErrorType)]`](derive@ErrorType): names for the errors of a type, for the label `error_type`.
//! - [`#[derive(LabelValue)]`](derive@LabelValue): an enum as a metric label.
//!
//! Spans go through [`tracing`] and metrics through [`metrics`], so annotated code also works with your own
//! subscriber and recorder, even if they are installed late or for one thread only.
//!
//! # Terms
//!
//! - **scope**: a dotted prefix, by default the package's name with `-` replaced by `.`: `attuned-store` has the scope
//!   `attuned.store`. In metric names, every character other than ASCII letters, digits and `_` becomes `_`:
//!   `attuned_store`.
//! - **operation**: one annotated function.
//! - **[outcome](Outcome)**: how a call ended: `success`, `error`, `cancelled` or `panicked`. It is the label `status`
//!   of the metrics and the `outcome` of an audit record.
//! - **[sink](AuditSink)**: a receiver of audit records.
//! - **recorder**: the backend that metrics are sent to ([`metrics::Recorder`]).
//! - **[component](HealthCheck)**: one node of the health tree.
//!
//! # Features
//!
//! | feature | default | provides |
//! |---|---|---|
//! | `observe` | yes | `#[observed]`, `#[derive(LabelValue)]`, `TypedCounter` |
//! | `audit` | yes | `#[audited]` |
//! | `health` | yes | `#[derive(HealthCheck)]` |
//! | `init` | | `TelemetryBuilder`: logs, metrics and, with `audit`, audit records in one call. Enables `observe` |
//! | `prometheus` | | `PrometheusExporter`: metrics in Prometheus' text format and in OpenMetrics. Enables `observe` and `catalog` |
//! | `protobuf` | | the same metrics in protobuf, with native histograms. Enables `prometheus` |
//! | `adapters` | | `ObservabilityManager`: metrics, spans, log records and health reports for backends of your own. Enables `observe` and `catalog` |
//! | `serve` | | `Endpoints`: `/livez`, `/readyz`, `/healthz` and, with `prometheus`, `/metrics` over HTTP. Enables `health` |
//! | `audit-file` | | `JsonLinesSink`: audit records as JSON lines in a file. Enables `audit` |
//! | `catalog` | | `catalog()`: the list of everything annotated in a program, with a Grafana dashboard and Prometheus alert rules for it. Macros whose feature is off are not listed |
//! | `otlp` | | `OpenTelemetryAdapter` and, with `init`, `TelemetryBuilder::with_opentelemetry`: spans, metrics and log records for an OpenTelemetry collector, over HTTP. Enables `adapters` and `propagation` |
//! | `otlp-grpc` | | OTLP over gRPC. Enables `otlp` |
//! | `propagation` | | `Propagators`: trace context and baggage in the headers of requests, in the formats of W3C and B3. Enables `observe` |
//! | `tower` | | `HttpServerLayer` and `HttpClientLayer`: spans, metrics and propagation for servers and clients of HTTP, by OpenTelemetry's conventions. Enables `propagation` |
//! | `axum` | | axum's routes in the spans and metrics of HTTP servers. Enables `tower` |
//! | `reqwest` | | `HttpClientMiddleware`: spans, metrics and propagation for clients of `reqwest`. Enables `propagation` |
//! | `opentelemetry` | | audit records, log lines and exemplars contain the trace id and span id of OpenTelemetry's active span |
//!
//! `#[derive(ErrorType)]` needs `observe` or `audit`. If both are off, the derive expands to nothing. The features
//! `engine` and `delivery` are parts of the others, and provide nothing alone.
//!
//! If the feature of a macro is off, the macro leaves the annotated item unchanged. Without any feature, this crate and
//! its macros have no dependencies, and annotated code compiles and runs as if it were not annotated. A library should
//! depend on the crate with `default-features = false`, so that the program that uses the library chooses the features.
//!
//! # Targets
//!
//! With every feature off, annotated code compiles for targets without `std`, such as `thumbv7m-none-eabi`. The program
//! needs a global allocator. The features need `std`.
//!
//! `wasm32-unknown-unknown` has no clock, no threads and no source of random numbers. There, with the default features:
//!
//! - calls have spans and are counted, but no duration is recorded. `slow` and `slo` have no effect;
//! - the `timestamp` of an audit record is 1970-01-01T00:00:00Z;
//! - a health check has no timeout and no latency;
//! - another instance of the program may generate the same trace ids, unless the program configures a
//!   [backend of `getrandom` 0.3](https://docs.rs/getrandom/0.3/getrandom/#opt-in-backends).
//!
//! No linker for `wasm32` collects the catalog. The catalog is empty there, and the metrics of an operation start with
//! the first call: see `Catalog::IS_COLLECTED`. The features `adapters`, `audit-file`, `init`, `otlp` and `serve` need
//! files, threads and sockets, so they are not for `wasm32-unknown-unknown`.

// Annotations that are off need no `std`.
#![cfg_attr(target_os = "none", no_std)]
// The only exceptions are in `core/clock/counter` and `core/operation/metrics/no_recorder.rs`. Each has an `expect`
// with the reason.
#![deny(unsafe_code)]

extern crate alloc;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(feature = "adapters")]
pub mod adapters;
#[cfg(feature = "catalog")]
pub mod catalog;
#[cfg(any(feature = "adapters", feature = "init"))]
pub mod collect;
mod core;
#[cfg(any(feature = "adapters", feature = "init"))]
pub mod delivery;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(any(feature = "adapters", feature = "audit-file", feature = "init", feature = "prometheus"))]
pub mod export;
#[cfg(feature = "catalog")]
pub mod generate;
#[cfg(feature = "serve")]
pub mod http;
#[cfg(feature = "init")]
pub mod init;
pub mod mockall;
#[cfg(feature = "propagation")]
pub mod propagation;

#[doc = include_str!("../docs/error_type.md")]
pub use attuned_telemetry_macros::ErrorType;
#[doc = include_str!("../docs/health_check.md")]
pub use attuned_telemetry_macros::HealthCheck;
#[doc = include_str!("../docs/label_value.md")]
pub use attuned_telemetry_macros::LabelValue;
#[doc = include_str!("../docs/audited.md")]
#[doc = include_str!("../docs/impl_block.md")]
pub use attuned_telemetry_macros::audited;
#[doc = include_str!("../docs/observed.md")]
#[doc = include_str!("../docs/impl_block.md")]
pub use attuned_telemetry_macros::observed;

#[cfg(feature = "audit")]
pub use crate::core::audit::capture::value::{AuditValue, ToAuditValue};
#[cfg(feature = "audit")]
pub use crate::core::audit::event::event::AuditEvent;
#[cfg(feature = "audit")]
pub use crate::core::audit::event::event_type::AuditEventType;
#[cfg(feature = "audit")]
pub use crate::core::audit::sink::{
    memory::MemorySink,
    router::with_local_audit_sink,
    sink::{AuditError, AuditSink},
};
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::context::{
    ids::{SpanId, TraceId},
    trace_context::TraceContext,
};
pub use crate::core::health::component::{
    component::{Checking, ComponentHealth, HealthCheck},
    state::HealthState,
    status::HealthStatus,
};
#[cfg(target_has_atomic = "ptr")]
pub use crate::core::health::registry::{Component, HealthRegistry};
pub use crate::core::labels::typed_counter::{typed_counter::TypedCounter, typed_labels::TypedLabels};
pub use crate::core::labels::{
    capped_labels::{CappedLabel, CappedLabels},
    label_value::LabelValue,
};
pub use crate::core::verdict::{error_type::ErrorType, outcome::Outcome};

// Types for the start-up code of a program.
#[cfg(feature = "catalog")]
pub use crate::catalog::{Catalog, catalog};
#[cfg(feature = "audit-file")]
pub use crate::export::audit_file::JsonLinesSink;
#[cfg(feature = "prometheus")]
pub use crate::export::prometheus::PrometheusExporter;
#[cfg(feature = "catalog")]
pub use crate::generate::{alerts::AlertOptions, dashboard::DashboardOptions};
#[cfg(feature = "serve")]
pub use crate::http::Endpoints;
#[cfg(feature = "init")]
pub use crate::init::{InitError, TelemetryBuilder, TelemetryGuard, TracingConfig, TracingFormat};
