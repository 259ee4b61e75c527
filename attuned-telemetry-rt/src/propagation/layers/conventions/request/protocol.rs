//! The scheme and the version of the protocol.

use http::Version;
use http::uri::Scheme as UriScheme;

/// The scheme of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scheme {
    Http,
    Https,
}

/// The version of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum HttpVersion {
    Http09,
    Http10,
    Http11,
    Http2,
    Http3,
}

impl Scheme {
    pub(crate) const COUNT: usize = 2;

    /// Returns the scheme with this name, in upper or lower case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            _ if name.eq_ignore_ascii_case("http") => Some(Self::Http),
            _ if name.eq_ignore_ascii_case("https") => Some(Self::Https),
            _ => None,
        }
    }

    /// Returns the scheme of a URL, if the URL has one.
    pub(crate) fn of(scheme: Option<&UriScheme>) -> Option<Self> {
        scheme.and_then(|scheme| Self::named(scheme.as_str()))
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    pub(crate) const fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl HttpVersion {
    pub(crate) fn of(version: Version) -> Option<Self> {
        match version {
            Version::HTTP_09 => Some(Self::Http09),
            Version::HTTP_10 => Some(Self::Http10),
            Version::HTTP_11 => Some(Self::Http11),
            Version::HTTP_2 => Some(Self::Http2),
            Version::HTTP_3 => Some(Self::Http3),
            _ => None,
        }
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Http09 => "0.9",
            Self::Http10 => "1.0",
            Self::Http11 => "1.1",
            Self::Http2 => "2",
            Self::Http3 => "3",
        }
    }
}
