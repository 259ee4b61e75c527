//! Annotate a method, get a span, metrics and an audit record; derive a health check on a struct.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod core;
#[cfg(feature = "prometheus")]
pub mod engine;
#[cfg(any(feature = "init", feature = "json", feature = "serve"))]
pub mod export;
#[cfg(feature = "init")]
pub mod init;

pub use attuned_telemetry_macros::{HealthCheck, audited, observed};

#[cfg(feature = "audit")]
pub use crate::core::audit::{
    destination::with_local_audit_sink,
    event::AuditEvent,
    event_type::AuditEventType,
    memory::MemorySink,
    sink::{AuditError, AuditSink},
    value::{AuditValue, ToAuditValue},
};
pub use crate::core::error_type::ErrorType;
pub use crate::core::health::{
    component::{Checking, ComponentHealth, HealthCheck},
    registry::{Component, HealthRegistry},
    state::HealthState,
    status::HealthStatus,
};
pub use crate::core::outcome::Outcome;
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::trace_context::{SpanId, TraceContext, TraceId};
