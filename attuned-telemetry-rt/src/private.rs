//! Everything that expansions use. Not public API: it can change in any release.

pub use alloc::boxed::Box;
pub use core::module_path;
pub use core::option::Option::None;

#[cfg(feature = "observe")]
pub use tracing::Level;

#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::call::call::run;
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::call::deferred::body;
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::call::in_place::in_place;
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::call::returned::way::{
    boxed_future, boxed_stream, opaque_future, opaque_stream, unpin_future, unpin_stream,
};
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::verdict::classify::{classify, return_type};

#[cfg(feature = "observe")]
pub use crate::core::operation::definition::fields::fields;
#[cfg(feature = "observe")]
pub use crate::core::operation::definition::possible_outcomes::Returns;
#[cfg(feature = "observe")]
pub use crate::core::operation::definition::settings::Settings;
#[cfg(feature = "observe")]
pub use crate::core::operation::operation::Operation;
#[cfg(feature = "observe")]
pub use crate::core::operation::span::field_value::{debug, display};
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::verdict::predicates::{error_if, ok_if};

#[cfg(feature = "audit")]
pub use crate::core::audit::audited_call::AuditedCall;
#[cfg(feature = "audit")]
pub use crate::core::audit::audited_function::AuditedFunction;
#[cfg(feature = "audit")]
pub use crate::core::audit::event::named_event::{event, event_variants};

#[cfg(feature = "health")]
pub use crate::core::health::derived_component::DerivedComponent;
#[cfg(feature = "health")]
pub use crate::core::health::parts::parts::Parts;

pub use crate::__linked as linked;
#[cfg(all(feature = "audit", feature = "catalog"))]
pub use crate::catalog::linked::ATTUNED_TELEMETRY_0_1_AUDITED as AUDITED;
#[cfg(all(feature = "catalog", feature = "health"))]
pub use crate::catalog::linked::ATTUNED_TELEMETRY_0_1_COMPONENTS as COMPONENTS;
#[cfg(all(feature = "catalog", feature = "observe"))]
pub use crate::catalog::linked::ATTUNED_TELEMETRY_0_1_OPERATIONS as OPERATIONS;

/// Replaces `!` in the type of a body: a type without values.
pub use core::convert::Infallible as Never;

/// A value of any type, for code that is type-checked but never runs.
pub const fn never<T>() -> T {
    #[expect(clippy::empty_loop, reason = "it never runs, and the runtime must not contain panics")]
    loop {}
}

/// Makes a closure capture a variable by value, in code that never runs.
pub fn captured<T>(_variable: T) -> &'static mut () {
    never()
}

/// Expands to the static alone. The macros call this if their feature `catalog` is on. Another crate in the same build
/// can enable that feature without the one of this crate.
#[cfg(not(feature = "catalog"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __linked {
    ($list:ident: $item:item) => {
        $item
    };
}
