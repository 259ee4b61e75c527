//! The options of `#[observed]` that conflict.
//!
//! One attribute cannot have both. In an annotated `impl` block, an option of a method replaces every option of the
//! block that it conflicts with.

/// An option with any value, or an option that is turned off: `error_if = …`, `span = false`.
pub(crate) struct Setting {
    pub(crate) key: &'static str,
    pub(crate) is_off: bool,
}

impl Setting {
    /// Whether an option with this key, which may be turned off, is the setting.
    pub(crate) fn is(&self, key: &str, is_off: bool) -> bool {
        self.key == key && (is_off || !self.is_off)
    }
}

/// Two settings that conflict. An error underlines the first.
pub(crate) type Conflict = [Setting; 2];

pub(crate) const OF_OBSERVED: &[Conflict] = &[
    [given("error_if"), given("ok_if")],
    [given("fields"), off("span")],
    [given("level"), off("span")],
    [given("target"), off("span")],
    [given("parent"), off("span")],
    [given("follows_from"), off("span")],
    [given("labels"), off("metrics")],
    [given("buckets"), off("metrics")],
    [given("in_flight"), off("metrics")],
    [given("slo"), off("metrics")],
    // Nothing would be left to observe.
    [off("metrics"), off("span")],
];

const fn given(key: &'static str) -> Setting {
    Setting { key, is_off: false }
}

/// `key = false`
const fn off(key: &'static str) -> Setting {
    Setting { key, is_off: true }
}
