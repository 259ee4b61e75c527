//! Tokens: the keys of entries and of properties.

/// Whether a text is a token.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2>
pub(in crate::propagation) fn is_token(text: &[u8]) -> bool {
    let is_allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !text.is_empty() && text.iter().all(is_allowed)
}
