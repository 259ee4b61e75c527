//! Queries without the values of keys that grant access.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use http::Uri;

/// The keys whose values are replaced: those of the conventions, which are signatures and credentials of AWS, Azure and
/// Google Cloud, and names that are commonly used for secrets.
pub(crate) const SENSITIVE: [&str; 18] = [
    "X-Amz-Signature",
    "X-Amz-Credential",
    "X-Amz-Security-Token",
    "AWSAccessKeyId",
    "Signature",
    "sig",
    "X-Goog-Signature",
    "X-Goog-Credential",
    "access_token",
    "api_key",
    "apikey",
    "client_secret",
    "id_token",
    "password",
    "refresh_token",
    "secret",
    "signature",
    "token",
];

const REDACTED: &str = "REDACTED";

/// The keys whose values are replaced. They are case-sensitive. By default, these are [`SENSITIVE`].
#[derive(Clone, Debug, Default)]
pub(crate) struct SensitiveKeys(Option<Arc<[String]>>);

impl SensitiveKeys {
    pub(crate) fn new(keys: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(Some(keys.into_iter().map(Into::into).collect()))
    }

    /// Returns a query in which the values of these keys are replaced by `REDACTED`.
    pub(crate) fn redact<'query>(&self, query: &'query str) -> Cow<'query, str> {
        let is_secret = |pair: &str| pair.split_once('=').is_some_and(|(key, _)| self.contains(key));
        if !query.split('&').any(is_secret) {
            return Cow::Borrowed(query);
        }
        let mut redacted = String::with_capacity(query.len() + REDACTED.len());
        for (place, pair) in query.split('&').enumerate() {
            let separator = if place == 0 { "" } else { "&" };
            // Writing to a `String` cannot fail.
            let _ = match pair.split_once('=') {
                Some((key, _)) if self.contains(key) => write!(redacted, "{separator}{key}={REDACTED}"),
                _ => write!(redacted, "{separator}{pair}"),
            };
        }
        Cow::Owned(redacted)
    }

    /// Returns the whole URL, with the values of these keys and the credentials replaced.
    pub(crate) fn redact_url(&self, uri: &Uri) -> String {
        let scheme = uri.scheme_str().map_or(String::new(), |scheme| format!("{scheme}:"));
        let authority = uri.authority().map_or(String::new(), |authority| match authority.as_str().rsplit_once('@') {
            Some((_, host)) => format!("//{REDACTED}:{REDACTED}@{host}"),
            None => format!("//{authority}"),
        });
        let query = uri.query().map_or(String::new(), |query| format!("?{}", self.redact(query)));
        format!("{scheme}{authority}{}{query}", uri.path())
    }

    fn contains(&self, key: &str) -> bool {
        let has = |key: &str| match &self.0 {
            Some(keys) => keys.iter().any(|sensitive| sensitive == key),
            None => SENSITIVE.contains(&key),
        };
        if key.contains('%') { decoded(key).is_some_and(|key| has(&key)) } else { has(key) }
    }
}

/// Decodes `%` and two hexadecimal digits to a character, because a server does so, too. Returns `None` if the key is
/// not ASCII.
fn decoded(key: &str) -> Option<String> {
    let mut parts = key.split('%');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok())?;
        decoded.push(char::from(byte.is_ascii().then_some(byte)?));
        decoded.push_str(&part[2..]);
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_sensitive_keys_are_redacted_and_everything_else_is_kept() {
        let keys = SensitiveKeys::default();
        for (query, expected) in [
            ("q=OpenTelemetry&sig=abc", "q=OpenTelemetry&sig=REDACTED"),
            ("sig=a=b&&x", "sig=REDACTED&&x"),
            (
                "Signature=&X-Amz-Signature=1&X-Goog-Signature=2",
                "Signature=REDACTED&X-Amz-Signature=REDACTED&X-Goog-Signature=REDACTED",
            ),
            ("s%69g=abc&%zz=1", "s%69g=REDACTED&%zz=1"),
        ] {
            assert_eq!(keys.redact(query), expected);
        }
        for unchanged in ["", "sig", "a=b&c=d", "SIG=1", "design=1", "%=1", "%e4=1", "%2=é"] {
            assert!(matches!(keys.redact(unchanged), Cow::Borrowed(query) if query == unchanged), "{unchanged}");
        }
    }

    #[test]
    fn other_keys_replace_the_default_ones() {
        let keys = SensitiveKeys::new(["voucher"]);
        assert_eq!(keys.redact("voucher=1&sig=2"), "voucher=REDACTED&sig=2");
    }

    #[test]
    fn credentials_of_a_url_are_redacted() {
        let keys = SensitiveKeys::default();
        for (url, expected) in [
            (
                "https://ada:secret@shop.example:8443/cart?token=x&page=2",
                "https://REDACTED:REDACTED@shop.example:8443/cart?token=REDACTED&page=2",
            ),
            ("http://shop.example", "http://shop.example/"),
            ("/cart?a=1", "/cart?a=1"),
        ] {
            assert_eq!(keys.redact_url(&url.parse().unwrap_or_default()), expected);
        }
    }
}
