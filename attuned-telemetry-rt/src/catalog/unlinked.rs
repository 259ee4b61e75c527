//! In place of `linked`, on platforms whose linker cannot collect lists: the lists are empty.

#[cfg(feature = "audit")]
use crate::core::audit::audited_function::AuditedFunction;
#[cfg(feature = "health")]
use crate::core::health::derived_component::DerivedComponent;
#[cfg(feature = "observe")]
use crate::core::operation::operation::Operation;

/// Whether the linker collects the lists.
pub(super) const IS_COLLECTED: bool = false;

/// Functions with `#[observed]`.
#[cfg(feature = "observe")]
pub static ATTUNED_TELEMETRY_0_1_OPERATIONS: [Operation; 0] = [];

/// Functions with `#[audited]`.
#[cfg(feature = "audit")]
pub static ATTUNED_TELEMETRY_0_1_AUDITED: [AuditedFunction; 0] = [];

/// Types with `#[derive(HealthCheck)]`.
#[cfg(feature = "health")]
pub static ATTUNED_TELEMETRY_0_1_COMPONENTS: [DerivedComponent; 0] = [];

/// Returns no functions.
#[cfg(feature = "observe")]
pub(crate) fn operations() -> impl Iterator<Item = &'static Operation> {
    ATTUNED_TELEMETRY_0_1_OPERATIONS.iter()
}

/// Expands to the static alone.
#[doc(hidden)]
#[macro_export]
macro_rules! __linked {
    ($list:ident: $item:item) => {
        $item
    };
}
