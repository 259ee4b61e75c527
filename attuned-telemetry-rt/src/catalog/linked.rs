//! Lists of the annotations in all crates of this program, collected by the linker.
//!
//! A list is a section of the binary, and its elements are the statics in it. Sections are identified only by name, so
//! the names contain the version: another version of this crate in the same program has its own lists.

#[cfg(feature = "audit")]
use crate::core::audit::audited_function::AuditedFunction;
#[cfg(feature = "health")]
use crate::core::health::derived_component::DerivedComponent;
#[cfg(feature = "observe")]
use crate::core::operation::operation::Operation;

/// Whether the linker collects the lists.
pub(super) const IS_COLLECTED: bool = true;

/// Functions with `#[observed]`.
#[cfg(feature = "observe")]
#[linkme::distributed_slice]
pub static ATTUNED_TELEMETRY_0_1_OPERATIONS: [Operation];

/// Functions with `#[audited]`.
#[cfg(feature = "audit")]
#[linkme::distributed_slice]
pub static ATTUNED_TELEMETRY_0_1_AUDITED: [AuditedFunction];

/// Types with `#[derive(HealthCheck)]`.
#[cfg(feature = "health")]
#[linkme::distributed_slice]
pub static ATTUNED_TELEMETRY_0_1_COMPONENTS: [DerivedComponent];

/// Returns the functions with `#[observed]`.
#[cfg(feature = "observe")]
pub(crate) fn operations() -> impl Iterator<Item = &'static Operation> {
    ATTUNED_TELEMETRY_0_1_OPERATIONS.iter()
}

const _: () = assert!(
    matches!((env!("CARGO_PKG_VERSION_MAJOR").as_bytes(), env!("CARGO_PKG_VERSION_MINOR").as_bytes()), (b"0", b"1")),
    "update the version in the names of the lists"
);

/// Adds a static to a list: `linked!(OPERATIONS: static NAME: Operation = …;)`.
///
/// `linkme` declares a macro for each list, which its attribute calls to set the section of an element. `__linked`
/// calls that macro directly, because the attribute would add about twenty lines to each expansion. The attribute that
/// sets the section comes from a macro of another crate, so crates with `forbid(unsafe_code)` can be annotated.
#[doc(hidden)]
#[macro_export]
macro_rules! __linked {
    ($list:ident: $item:item) => {
        $crate::__private::$list! {
            #![linkme_macro = $crate::__private::$list]
            $item
        }
    };
}
