//! Which baggage is accepted, and which is sent where.

use super::error::PolicyError;
use super::hosts::Hosts;
use super::keys::Keys;

/// Which baggage is accepted from callers, and which is sent to which hosts.
///
/// By default, all keys are accepted that do not identify a person, and nothing is sent. `user_id` and `enduser.id`, in
/// any spelling, are accepted or sent only if the list contains the exact key: `*` does not match them.
///
/// ```
/// use attuned_telemetry_rt::propagation::{BaggagePolicy, Propagators};
///
/// # fn main() -> Result<(), attuned_telemetry_rt::propagation::PolicyError> {
/// let policy = BaggagePolicy::default()
///     .accept(["*", "user_id"])?
///     .send_to(["*.shop.internal", "localhost"])?
///     .send(["tenant", "feature.*"])?;
/// let propagators = Propagators::default().with_baggage(policy);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaggagePolicy {
    accepted: Keys,
    hosts: Hosts,
    sent: Keys,
}

impl BaggagePolicy {
    /// Sets the keys that are accepted from callers. `*` at the end of a key stands for anything.
    ///
    /// # Errors
    ///
    /// Returns an error if a key is not valid.
    pub fn accept<K: AsRef<str>>(self, keys: impl IntoIterator<Item = K>) -> Result<Self, PolicyError> {
        Ok(Self { accepted: Keys::new(keys)?, ..self })
    }

    /// Sets the hosts that baggage is sent to: `api.example.com` is that host on any port, `*.example.com` is all hosts
    /// below `example.com`.
    ///
    /// # Errors
    ///
    /// Returns an error if a host is not valid or has a port.
    pub fn send_to<H: AsRef<str>>(self, hosts: impl IntoIterator<Item = H>) -> Result<Self, PolicyError> {
        let mut list = Hosts::default();
        hosts.into_iter().try_for_each(|host| list.add(host.as_ref()))?;
        Ok(Self { hosts: list, ..self })
    }

    /// Sets the keys that are sent. `*` at the end of a key stands for anything.
    ///
    /// # Errors
    ///
    /// Returns an error if a key is not valid.
    pub fn send<K: AsRef<str>>(self, keys: impl IntoIterator<Item = K>) -> Result<Self, PolicyError> {
        Ok(Self { sent: Keys::new(keys)?, ..self })
    }

    pub(in crate::propagation) fn accepts(&self, key: &str) -> bool {
        self.accepted.contain(key)
    }

    pub(in crate::propagation) fn sends_to(&self, host: &str) -> bool {
        self.hosts.contain(host)
    }

    pub(in crate::propagation) fn sends(&self, key: &str) -> bool {
        self.sent.contain(key)
    }
}

impl Default for BaggagePolicy {
    fn default() -> Self {
        Self { accepted: Keys::all(), hosts: Hosts::default(), sent: Keys::NONE }
    }
}
