//! The names of the formats.

use std::str::FromStr;

use super::error::PropagatorsError;

/// A format of headers.
///
/// The names are those of the variable `OTEL_PROPAGATORS`, in any case.
///
/// Source:
/// <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Propagator {
    /// `tracecontext`: W3C Trace Context, the headers `traceparent` and `tracestate`.
    TraceContext,
    /// `baggage`: W3C Baggage, the header `baggage`.
    Baggage,
    /// `b3`: the header `b3`.
    B3,
    /// `b3multi`: the headers `x-b3-traceid`, `x-b3-spanid` and `x-b3-sampled` or `x-b3-flags`.
    B3Multi,
}

impl Propagator {
    const ALL: [Self; 4] = [Self::TraceContext, Self::Baggage, Self::B3, Self::B3Multi];

    /// Returns the name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TraceContext => "tracecontext",
            Self::Baggage => "baggage",
            Self::B3 => "b3",
            Self::B3Multi => "b3multi",
        }
    }

    /// Returns the names of the headers that the format reads.
    #[must_use]
    pub const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::TraceContext => &["traceparent", "tracestate"],
            Self::Baggage => &["baggage"],
            Self::B3 | Self::B3Multi => &["b3", "x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "x-b3-flags"],
        }
    }
}

impl FromStr for Propagator {
    type Err = PropagatorsError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(name.trim()));
        known.ok_or_else(|| PropagatorsError::Unknown { name: name.trim().to_owned() })
    }
}
