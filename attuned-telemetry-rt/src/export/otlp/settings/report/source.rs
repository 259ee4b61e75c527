//! Where a value comes from.

use std::fmt;

/// Where the value of a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtlpSource {
    /// From code.
    Code,
    /// From this environment variable.
    Variable(&'static str),
    /// It is the default.
    Default,
}

impl fmt::Display for OtlpSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Code => "code",
            Self::Variable(name) => name,
            Self::Default => "default",
        })
    }
}
