//! Where requests go.

use std::fmt;

use http::Uri;
use http::uri::Scheme;

use crate::delivery::SettingError;

/// Where requests go. It is displayed without userinfo and query, which may contain credentials.
pub(super) struct Target {
    pub(super) is_encrypted: bool,
    /// A name or an address, IPv6 addresses without brackets.
    pub(super) host: String,
    pub(super) port: u16,
    /// Path and query.
    pub(super) path: String,
}

impl Target {
    pub(super) fn new(endpoint: &Uri) -> Result<Self, SettingError> {
        let error = || {
            SettingError::new(
                "endpoint",
                shown(endpoint),
                "a URL such as `http://localhost:4318` or `https://collector`",
            )
        };
        let scheme = endpoint.scheme().filter(|scheme| [Scheme::HTTP, Scheme::HTTPS].contains(scheme));
        let is_encrypted = *scheme.ok_or_else(error)? == Scheme::HTTPS;
        let host = endpoint.host().filter(|host| !host.is_empty()).ok_or_else(error)?;
        Ok(Self {
            is_encrypted,
            host: host.trim_matches(['[', ']']).to_owned(),
            port: endpoint.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 }),
            path: endpoint.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        })
    }

    #[cfg(feature = "otlp-grpc")]
    pub(super) fn with_path(self, path: String) -> Self {
        Self { path, ..self }
    }

    /// Returns host and port, as in the header `Host`.
    pub(super) fn authority(&self) -> String {
        let Self { host, port, .. } = self;
        match (host.contains(':'), *port == if self.is_encrypted { 443 } else { 80 }) {
            (false, false) => format!("{host}:{port}"),
            (false, true) => host.clone(),
            (true, false) => format!("[{host}]:{port}"),
            (true, true) => format!("[{host}]"),
        }
    }

    pub(super) fn scheme(&self) -> &'static str {
        if self.is_encrypted { "https" } else { "http" }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.split(['?', '#']).next().unwrap_or_default();
        write!(formatter, "{}://{}{path}", self.scheme(), self.authority())
    }
}

/// Returns a URL without userinfo and query.
pub(super) fn shown(url: &Uri) -> String {
    let scheme = url.scheme_str().map(|scheme| format!("{scheme}://")).unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{scheme}{}{port}{}", url.host().unwrap_or_default(), url.path())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_not_shown() {
        let target = Target::new(&"http://user:secret@collector:4318/v1/traces?key=secret".parse().unwrap()).unwrap();
        assert_eq!(target.to_string(), "http://collector:4318/v1/traces");
        assert_eq!(target.authority(), "collector:4318");
        assert_eq!(target.path, "/v1/traces?key=secret");
        assert_eq!(shown(&"ftp://user:secret@host:1/path?key=secret".parse().unwrap()), "ftp://host:1/path");
    }

    #[test]
    fn ports_have_defaults() {
        for (url, host, port, authority) in [
            ("http://collector", "collector", 80, "collector"),
            ("https://collector:443/a", "collector", 443, "collector"),
            ("https://collector:80", "collector", 80, "collector:80"),
            ("http://[::1]:4318/v1/logs", "::1", 4318, "[::1]:4318"),
            ("https://[2001:db8::1]/", "2001:db8::1", 443, "[2001:db8::1]"),
        ] {
            let target = Target::new(&url.parse().unwrap()).unwrap();
            assert_eq!((&*target.host, target.port, &*target.authority()), (host, port, authority));
        }
    }

    #[test]
    fn a_url_without_host_is_an_error() {
        for url in ["/v1/traces", "collector:4318", "ftp://collector", "unix://socket"] {
            let error = Target::new(&url.parse().unwrap()).err().unwrap();
            assert_eq!(error.field(), "endpoint");
        }
    }
}
