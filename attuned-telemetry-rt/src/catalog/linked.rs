//! What is annotated in this program: lists that the linker puts together, of all crates that are linked into it.
//!
//! A list is a section of the program, and its elements are the statics in it. Sections are known by name alone, so the
//! names say whose they are: another version of this crate in the same program has lists of its own.

#[cfg(feature = "audit")]
use crate::core::audit::audited_function::AuditedFunction;
#[cfg(feature = "health")]
use crate::core::health::derived_component::DerivedComponent;
#[cfg(feature = "observe")]
use crate::core::operation::operation::Operation;

/// What `#[observed]` stands on.
#[cfg(feature = "observe")]
#[linkme::distributed_slice]
pub static ATTUNED_TELEMETRY_0_1_OPERATIONS: [Operation];

/// What `#[audited]` stands on.
#[cfg(feature = "audit")]
#[linkme::distributed_slice]
pub static ATTUNED_TELEMETRY_0_1_AUDITED: [AuditedFunction];

/// What `#[derive(HealthCheck)]` stands on.
#[cfg(feature = "health")]
#[linkme::distributed_slice]
pub static ATTUNED_TELEMETRY_0_1_COMPONENTS: [DerivedComponent];

/// What `#[observed]` stands on.
#[cfg(feature = "observe")]
pub(crate) fn operations() -> impl Iterator<Item = &'static Operation> {
    ATTUNED_TELEMETRY_0_1_OPERATIONS.iter()
}

const _: () = assert!(
    matches!((env!("CARGO_PKG_VERSION_MAJOR").as_bytes(), env!("CARGO_PKG_VERSION_MINOR").as_bytes()), (b"0", b"1")),
    "the lists have the version in their names"
);

/// Puts a static into a list: `linked!(OPERATIONS: static NAME: Operation = …;)`.
///
/// A list is a macro too, which `linkme` declares and whose attribute calls it: it gives the static its section. The
/// attribute would write some twenty lines more for each element. As the section comes from a macro of another crate,
/// code that forbids `unsafe` can be listed.
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
