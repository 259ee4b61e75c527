//! The ids of traces and spans.

use std::fmt;
use std::num::{NonZeroU64, NonZeroU128};

/// The id of a trace: 16 bytes, never zero, displayed as 32 lowercase hexadecimal digits.
///
/// Source: <https://www.w3.org/TR/trace-context/#trace-id>
///
/// ```
/// use attuned_telemetry_rt::TraceId;
///
/// let id = TraceId::new(0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736).unwrap();
/// assert_eq!(id.to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
/// assert_eq!(TraceId::new(0), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TraceId(NonZeroU128);

/// The id of a span in its trace: 8 bytes, never zero, displayed as 16 lowercase hexadecimal digits.
///
/// Source: <https://www.w3.org/TR/trace-context/#parent-id>
///
/// ```
/// use attuned_telemetry_rt::SpanId;
///
/// let id = SpanId::new(0x00f0_67aa_0ba9_02b7).unwrap();
/// assert_eq!(id.to_string(), "00f067aa0ba902b7");
/// assert_eq!(SpanId::new(0), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanId(NonZeroU64);

macro_rules! id {
    ($id:ident, $inner:ident, $number:ty, $digits:literal) => {
        impl $id {
            /// Returns the id whose bytes are this number in big-endian order, or `None` for zero, which is not a valid
            /// id.
            #[must_use]
            pub const fn new(id: $number) -> Option<Self> {
                match $inner::new(id) {
                    Some(id) => Some(Self(id)),
                    None => None,
                }
            }

            /// Returns the id with this number.
            pub(crate) const fn of(id: $inner) -> Self {
                Self(id)
            }

            /// Returns the id as a number, which is not zero.
            pub(crate) const fn number(self) -> $inner {
                self.0
            }

            /// Returns the id as a number.
            #[must_use]
            pub const fn get(self) -> $number {
                self.0.get()
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, $digits, self.get())
            }
        }

        impl fmt::Debug for $id {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!(stringify!($id), "(", $digits, ")"), self.get())
            }
        }
    };
}

id!(TraceId, NonZeroU128, u128, "{:032x}");
id!(SpanId, NonZeroU64, u64, "{:016x}");
