//! The flags of a trace.

use std::fmt;

/// The flags of a trace: eight bits, of which two have a meaning.
///
/// Source: <https://www.w3.org/TR/trace-context-2/#trace-flags>
///
/// ```
/// use attuned_telemetry_rt::propagation::TraceFlags;
///
/// let flags = TraceFlags::new(0x03);
/// assert!(flags.is_sampled() && flags.is_random());
/// assert_eq!(flags.to_string(), "03");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TraceFlags(u8);

impl TraceFlags {
    /// The caller may have recorded the trace.
    pub const SAMPLED: Self = Self(0x01);

    /// At least the last seven bytes of the trace id are random.
    pub const RANDOM: Self = Self(0x02);

    /// Creates flags from their bits.
    #[must_use]
    pub const fn new(bits: u8) -> Self {
        Self(bits)
    }

    /// Returns the bits.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether [`SAMPLED`](Self::SAMPLED) is set.
    #[must_use]
    pub const fn is_sampled(self) -> bool {
        self.0 & Self::SAMPLED.0 != 0
    }

    /// Whether [`RANDOM`](Self::RANDOM) is set.
    #[must_use]
    pub const fn is_random(self) -> bool {
        self.0 & Self::RANDOM.0 != 0
    }

    /// Returns the same flags with another sampling decision.
    #[must_use]
    pub const fn with_sampled(self, is_sampled: bool) -> Self {
        Self(self.0 & !Self::SAMPLED.0 | is_sampled as u8)
    }

    /// Returns the flags that have a meaning. The other ones of a later version of the format may mean something else
    /// there than in this version.
    pub(super) const fn known(self) -> Self {
        Self(self.0 & (Self::SAMPLED.0 | Self::RANDOM.0))
    }
}

/// Writes two lowercase hexadecimal digits.
impl fmt::Display for TraceFlags {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02x}", self.0)
    }
}
