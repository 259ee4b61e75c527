//! The host and the port of a server.

use http::header::HOST;
use http::{HeaderMap, Uri};

/// The host and the port of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    /// The name or the IP address. An IPv6 address has no brackets.
    pub(crate) host: &'a str,
    pub(crate) port: Option<u16>,
}

impl<'a> Address<'a> {
    /// Returns the address that a request was sent to: the authority of its URL, or the header `host`.
    pub(crate) fn of_request(uri: &'a Uri, headers: &'a HeaderMap) -> Option<Self> {
        let host = || headers.get(HOST).and_then(|host| host.to_str().ok());
        Self::parse(uri.authority().map(http::uri::Authority::as_str).or_else(host)?)
    }

    /// Parses `host`, `host:port`, `[IPv6 address]:port`, each also with a user and `@` in front.
    pub(crate) fn parse(authority: &'a str) -> Option<Self> {
        let authority = authority.rsplit('@').next().unwrap_or(authority);
        let (host, rest) = match authority.strip_prefix('[') {
            Some(inner) => inner.split_once(']')?,
            None => authority.find(':').map_or((authority, ""), |colon| authority.split_at(colon)),
        };
        let port = match rest.strip_prefix(':') {
            Some("") => None,
            Some(port) => Some(port.parse().ok()?),
            None if rest.is_empty() => None,
            None => return None,
        };
        (!host.is_empty()).then_some(Self { host, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_has_no_brackets_and_no_credentials() {
        let parsed = |text| Address::parse(text).map(|Address { host, port }| (host, port));
        assert_eq!(parsed("example.com"), Some(("example.com", None)));
        assert_eq!(parsed("example.com:8080"), Some(("example.com", Some(8080))));
        assert_eq!(parsed("example.com:"), Some(("example.com", None)));
        assert_eq!(parsed("[::1]"), Some(("::1", None)));
        assert_eq!(parsed("[::1]:80"), Some(("::1", Some(80))));
        assert_eq!(parsed("user:secret@example.com:80"), Some(("example.com", Some(80))));
        for wrong in ["", ":80", "@", "[::1", "[::1]80", "a:b", "a:99999", "::1", "[]:80"] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
