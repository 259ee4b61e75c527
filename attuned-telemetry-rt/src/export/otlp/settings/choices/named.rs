//! Values that have names in environment variables.

/// A value that has a name in an environment variable.
pub(crate) trait Named: Copy + PartialEq + 'static {
    /// All values with their names.
    const ALL: &'static [(Self, &'static str)];

    /// Returns the value with this name, in any case.
    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name.trim())).map(|(value, _)| *value)
    }

    /// Returns the name.
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }
}

/// Returns the names of all values: "`gzip`, `none`".
pub(crate) fn names<T: Named>() -> String {
    let names: Vec<_> = T::ALL.iter().map(|(_, name)| format!("`{name}`")).collect();
    names.join(", ")
}
