//! Annotate a method, get a span, metrics and an audit record; derive a health check on a struct.
//!
//! # Words
//!
//! - **scope**: a dotted prefix, by default the package's name with `-` as `.`: `attuned-store` is `attuned.store`. In
//!   metric names every other character than ASCII letters, digits and `_` is a `_`: `attuned_store`.
//! - **operation**: one annotated function.
//! - **[`Outcome`]**: how a call ended: `success`, `error`, `cancelled` or `panicked`. The label `status` of the metrics,
//!   and the `outcome` of an audit record.
//! - **[sink](AuditSink)**: takes audit records.
//! - **recorder**: what counts, in the word of the [`metrics`] facade.
//! - **[component](HealthCheck)**: one node of the health tree.
//!
//! # The macros
//!
//! - [`#[observed]`](macro@observed): a span, a counter and a histogram for every call.
//! - [`#[audited]`](macro@audited): an audit record for every call.
//! - [`#[derive(HealthCheck)]`](derive@HealthCheck): a struct as a component of the health tree.
//! - [`#[derive(ErrorType)]`](derive@ErrorType): the kinds of an error, for the label `error_type`.
//! - [`#[derive(LabelValue)]`](derive@LabelValue): an enum as a metric label.
//!
//! Spans go through [`tracing`] and metrics through [`metrics`]: your own subscriber or recorder works with annotated
//! code, also one that is installed late or on one thread only. Or start everything by `init::TelemetryBuilder`.
//!
//! # Features
//!
//! | feature | what it is |
//! |---|---|
//! | `observe`, `audit`, `health` | one for each macro, on by default. Off, the macro expands to nothing; so do `ErrorType` without the first two, and `LabelValue` without `observe` |
//! | `prometheus` | `export::prometheus`: metrics for Prometheus, as its text format and as OpenMetrics; `catalog()`: what is annotated in a program |
//! | `protobuf` | the same as protobuf, with native histograms |
//! | `catalog` | what is annotated is listed for `catalog()`; `prometheus` turns it on |
//! | `opentelemetry` | audit records, log lines and exemplars have the ids of OpenTelemetry's active span, if there is one |
//! | `json` | `export::audit_file`: audit records in a file |
//! | `serve` | `http`: `/metrics`, `/livez`, `/readyz`, `/healthz` |
//! | `init` | `init`: start-up |
//!
//! Without any feature this crate and its macros have no dependency at all, and annotated programs compile and run as if
//! they were not annotated. A library leaves the features to the program that uses it: `default-features = false`.

// The one exception, `rdtsc`, says why it is one.
#![deny(unsafe_code)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(feature = "catalog")]
pub mod catalog;
mod core;
#[cfg(feature = "prometheus")]
pub mod engine;
#[cfg(any(feature = "audit-file", feature = "init", feature = "prometheus"))]
pub mod export;
#[cfg(feature = "catalog")]
pub mod generate;
#[cfg(feature = "serve")]
pub mod http;
#[cfg(feature = "init")]
pub mod init;

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
pub use crate::core::health::registry::{Component, HealthRegistry};
pub use crate::core::labels::{
    capped_labels::{CappedLabel, CappedLabels},
    label_value::LabelValue,
};
pub use crate::core::verdict::{error_type::ErrorType, outcome::Outcome};

// What the start of a program needs.
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
