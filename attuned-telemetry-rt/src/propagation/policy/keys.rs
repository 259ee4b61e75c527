//! The keys of baggage that are accepted or sent.

use super::error::PolicyError;
use crate::propagation::baggage::is_token;

/// A list of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keys(Vec<Key>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Exact(String),
    /// All keys that begin with this, except sensitive ones.
    Beginning(String),
}

/// Keys that identify a person, without `_`, `-` and `.`. They have to be listed by name.
const SENSITIVE: [&str; 2] = ["userid", "enduserid"];

impl Keys {
    pub(super) const NONE: Self = Self(Vec::new());

    /// All keys that are not sensitive.
    pub(super) fn all() -> Self {
        Self(vec![Key::Beginning(String::new())])
    }

    /// Creates a list of keys. `*` at the end of a key stands for anything.
    pub(super) fn new<K: AsRef<str>>(keys: impl IntoIterator<Item = K>) -> Result<Self, PolicyError> {
        keys.into_iter().map(|key| Key::new(key.as_ref())).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn contain(&self, key: &str) -> bool {
        let is_sensitive = is_sensitive(key);
        self.0.iter().any(|other| match other {
            Key::Exact(name) => name == key,
            Key::Beginning(beginning) => !is_sensitive && key.starts_with(beginning.as_str()),
        })
    }
}

impl Key {
    fn new(key: &str) -> Result<Self, PolicyError> {
        let (name, is_beginning) = key.strip_suffix('*').map_or((key, false), |beginning| (beginning, true));
        let is_valid = is_token(name.as_bytes()) || is_beginning && name.is_empty();
        if !is_valid || name.contains('*') {
            let expected = "the key of a baggage entry, such as `tenant`, or the beginning of keys and `*`";
            return Err(PolicyError { what: "key", value: key.to_owned(), expected });
        }
        let name = name.to_owned();
        Ok(if is_beginning { Self::Beginning(name) } else { Self::Exact(name) })
    }
}

fn is_sensitive(key: &str) -> bool {
    let letters =
        || key.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b'.')).map(|byte| byte.to_ascii_lowercase());
    SENSITIVE.iter().any(|name| letters().eq(name.bytes()))
}
