//! The header `traceparent`.

use std::fmt;

use super::flags::TraceFlags;
use super::hex;
use crate::core::context::trace_context::TraceContext;
use crate::propagation::white_space::trimmed;

/// The value of the header `traceparent`: the caller's trace and span, and the flags of the trace.
///
/// Source: <https://www.w3.org/TR/trace-context-2/#traceparent-header>
///
/// ```
/// use attuned_telemetry_rt::propagation::TraceParent;
///
/// let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
/// let parent = TraceParent::parse(text).unwrap();
/// assert_eq!(parent.context().trace_id.to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
/// assert!(parent.flags().is_sampled());
/// assert_eq!(parent.to_string(), text);
///
/// assert_eq!(TraceParent::parse("00-1-1-1"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TraceParent {
    context: TraceContext,
    flags: TraceFlags,
}

/// The length of a value of version 00: `00-{32 digits}-{16 digits}-{2 digits}`.
const LENGTH: usize = 55;

/// The version that is forbidden.
const FORBIDDEN: u8 = 0xff;

impl TraceParent {
    /// Creates the value for a trace context and the flags of its trace. The context has the sampling decision.
    #[must_use]
    pub const fn new(context: TraceContext, flags: TraceFlags) -> Self {
        Self { context, flags: flags.with_sampled(context.is_sampled) }
    }

    /// Parses a value. Spaces and tabs around it are ignored.
    ///
    /// Returns `None` for a value that is not valid. A value of a later version is valid if it begins as one of version
    /// 00. Of its flags, only those are kept that version 00 knows.
    #[must_use]
    pub fn parse(value: impl AsRef<[u8]>) -> Option<Self> {
        parsed(trimmed(value.as_ref()))
    }

    /// Returns the caller's trace and span.
    #[must_use]
    pub const fn context(self) -> TraceContext {
        self.context
    }

    /// Returns the flags of the trace.
    #[must_use]
    pub const fn flags(self) -> TraceFlags {
        self.flags
    }

    /// Returns the value as 55 ASCII characters, in version 00.
    #[must_use]
    pub fn to_bytes(self) -> [u8; LENGTH] {
        let mut bytes = *b"00-00000000000000000000000000000000-0000000000000000-00";
        hex::write(self.context.trace_id.get(), &mut bytes[3..35]);
        hex::write(self.context.span_id.get().into(), &mut bytes[36..52]);
        hex::write(self.flags.bits().into(), &mut bytes[53..55]);
        bytes
    }
}

impl fmt::Display for TraceParent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { context, flags } = self;
        write!(formatter, "00-{}-{}-{flags}", context.trace_id, context.span_id)
    }
}

fn parsed(value: &[u8]) -> Option<TraceParent> {
    let (value, rest) = value.split_at_checked(LENGTH)?;
    let version = hex::byte(&value[..2])?;
    let is_complete = match version {
        0 => rest.is_empty(),
        FORBIDDEN => false,
        _ => rest.is_empty() || rest[0] == b'-',
    };
    if !is_complete || [value[2], value[35], value[52]] != [b'-'; 3] {
        return None;
    }
    let context = TraceContext::new(hex::trace_id(&value[3..35])?, hex::span_id(&value[36..52])?);
    let flags = TraceFlags::new(hex::byte(&value[53..])?);
    let flags = if version == 0 { flags } else { flags.known() };
    Some(TraceParent { context: context.with_sampled(flags.is_sampled()), flags })
}
