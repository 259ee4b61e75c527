//! The macros of [`attuned-telemetry-rt`]. Use them through that crate, which re-exports and documents them.
//!
//! Each macro has three steps: *parse* the tokens, *check* the options, *expand* the valid result. One compilation
//! reports every error, and after an error the annotated item still exists.
//!
//! [`attuned-telemetry-rt`]: https://docs.rs/attuned-telemetry-rt

#![forbid(unsafe_code)]
#![expect(missing_docs, reason = "the runtime documents the macros that it re-exports")]

use proc_macro::TokenStream;

#[cfg(any(feature = "audit", feature = "observe"))]
mod attributes;
#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
mod derives;

#[cfg(any(feature = "audit", feature = "observe"))]
mod function;

#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
mod diagnostics;
#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
mod expansion;
#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
mod naming;
#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
mod options;

#[cfg(all(test, feature = "audit", feature = "health", feature = "observe"))]
mod fuzz;

#[proc_macro_attribute]
pub fn observed(arguments: TokenStream, item: TokenStream) -> TokenStream {
    #[cfg(any(feature = "audit", feature = "observe"))]
    return attributes::entry::observed(&arguments.into(), &item.into()).into();
    #[cfg(not(any(feature = "audit", feature = "observe")))]
    nothing(arguments, item)
}

#[proc_macro_attribute]
pub fn audited(arguments: TokenStream, item: TokenStream) -> TokenStream {
    #[cfg(feature = "audit")]
    return attributes::entry::audited(&arguments.into(), &item.into()).into();
    #[cfg(not(feature = "audit"))]
    nothing(arguments, item)
}

#[proc_macro_derive(HealthCheck, attributes(health))]
pub fn health_check(item: TokenStream) -> TokenStream {
    #[cfg(feature = "health")]
    return derives::health_check::derive::health_check(item.into()).into();
    #[cfg(not(feature = "health"))]
    nothing(item, TokenStream::new())
}

#[proc_macro_derive(ErrorType, attributes(error_type))]
pub fn error_type(item: TokenStream) -> TokenStream {
    #[cfg(any(feature = "audit", feature = "observe"))]
    return derives::error_type::derive::error_type(item.into()).into();
    #[cfg(not(any(feature = "audit", feature = "observe")))]
    nothing(item, TokenStream::new())
}

#[proc_macro_derive(LabelValue, attributes(label))]
pub fn label_value(item: TokenStream) -> TokenStream {
    #[cfg(feature = "observe")]
    return derives::label_value::derive::label_value(item.into()).into();
    #[cfg(not(feature = "observe"))]
    nothing(item, TokenStream::new())
}

/// What a macro expands to when its feature is off.
#[cfg(not(all(feature = "audit", feature = "health", feature = "observe")))]
fn nothing(_ignored: TokenStream, item: TokenStream) -> TokenStream {
    item
}
