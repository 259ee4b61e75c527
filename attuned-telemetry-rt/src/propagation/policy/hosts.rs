//! The hosts that baggage is sent to.

use super::error::PolicyError;

/// A list of hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hosts(Vec<Host>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    /// This host only.
    Exact(String),
    /// All hosts below this one: with a dot at the beginning.
    Below(String),
}

impl Hosts {
    /// Adds a host, or all hosts below one as `*.name`.
    pub(super) fn add(&mut self, pattern: &str) -> Result<(), PolicyError> {
        let (suffix, is_suffix) = match pattern.strip_prefix('*') {
            Some(suffix) => (suffix.strip_prefix('.').unwrap_or_default(), true),
            None => (pattern, false),
        };
        let host = normalized(suffix);
        if host.is_empty() || host.len() != suffix.trim_end_matches('.').len() || !is_host(&host) {
            let expected = "a host name or address without a port, such as `api.example.com`, or `*.example.com`";
            return Err(PolicyError { what: "host", value: pattern.to_owned(), expected });
        }
        self.0.push(if is_suffix { Host::Below(format!(".{host}")) } else { Host::Exact(host) });
        Ok(())
    }

    /// Whether the list contains a host, which may have a port.
    pub(super) fn contain(&self, host: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let host = normalized(host);
        self.0.iter().any(|other| match other {
            Host::Exact(name) => *name == host,
            Host::Below(suffix) => host.len() > suffix.len() && host.ends_with(suffix.as_str()),
        })
    }
}

/// Returns a host in lowercase, without its port, the brackets of an IPv6 address and the dot at its end.
fn normalized(host: &str) -> String {
    let name = match host.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None if host.bytes().filter(|byte| *byte == b':').count() == 1 => host.split(':').next().unwrap_or_default(),
        None => host,
    };
    name.trim_end_matches('.').to_ascii_lowercase()
}

fn is_host(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
}
