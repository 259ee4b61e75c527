//! The methods that `http.request.method` can have.

use std::sync::{Arc, OnceLock};

use http::Method;
use metrics::SharedString;

/// The variable that replaces the known methods: a list with commas.
const VARIABLE: &str = "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS";

/// The methods of RFC 9110, `PATCH` of RFC 5789, and `QUERY`.
const DEFAULT: [&str; 10] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "QUERY"];

/// The value of `http.request.method` for methods that are not known.
const OTHER: &str = "_OTHER";

/// The method in the name of a span, for methods that are not known.
const OTHER_IN_NAMES: &str = "HTTP";

/// The maximum number of known methods. Each one may create series.
const MOST: usize = 100;

/// The methods that `http.request.method` can have. Their names are case-sensitive.
#[derive(Debug)]
pub(crate) struct KnownMethods(Box<[SharedString]>);

/// A known method, or one that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct MethodIndex(u8);

impl KnownMethods {
    /// Creates a list. Only the first 100 methods are used.
    pub(crate) fn new(names: impl IntoIterator<Item = SharedString>) -> Self {
        Self(names.into_iter().take(MOST).collect())
    }

    /// Returns the methods of the environment, which is read once, or the default ones.
    pub(crate) fn of_environment() -> Arc<Self> {
        static METHODS: OnceLock<Arc<KnownMethods>> = OnceLock::new();
        METHODS.get_or_init(|| Arc::new(Self::parse(std::env::var(VARIABLE).ok().as_deref()))).clone()
    }

    /// Parses the variable. A value without any method is like a missing one.
    fn parse(value: Option<&str>) -> Self {
        let names = value.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
        let names: Vec<_> = names.map(|name| SharedString::from(name.to_owned())).collect();
        if names.is_empty() { Self::new(DEFAULT.map(SharedString::const_str)) } else { Self::new(names) }
    }

    pub(crate) fn index(&self, method: &Method) -> MethodIndex {
        let found = self.0.iter().position(|name| **name == *method.as_str());
        MethodIndex(found.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX))
    }

    /// Returns the value of `http.request.method`.
    pub(crate) fn name(&self, method: MethodIndex) -> SharedString {
        self.known(method).cloned().unwrap_or_else(|| SharedString::const_str(OTHER))
    }

    /// Returns the value of `http.request.method`.
    pub(crate) fn text(&self, method: MethodIndex) -> &str {
        self.known(method).map_or(OTHER, |name| name)
    }

    /// Returns the method as it is in the name of a span.
    pub(crate) fn in_span_names(&self, method: MethodIndex) -> &str {
        self.known(method).map_or(OTHER_IN_NAMES, |name| name)
    }

    /// Returns the original method if it is not known.
    pub(crate) fn original<'method>(&self, index: MethodIndex, method: &'method Method) -> Option<&'method str> {
        self.known(index).is_none().then(|| method.as_str())
    }

    /// Returns the number of the method: at most [`count`](Self::count) - 1.
    pub(crate) fn place(&self, method: MethodIndex) -> usize {
        usize::from(method.0).min(self.0.len())
    }

    /// Returns the number of methods, with the one that stands for all others.
    pub(crate) fn count(&self) -> usize {
        self.0.len() + 1
    }

    fn known(&self, method: MethodIndex) -> Option<&SharedString> {
        self.0.get(usize::from(method.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the attribute and the method in the name of a span.
    fn names(methods: &KnownMethods, method: &str) -> [String; 2] {
        let index = methods.index(&method.parse().unwrap_or_default());
        [methods.text(index).to_owned(), methods.in_span_names(index).to_owned()]
    }

    #[test]
    fn unknown_methods_are_other() {
        let methods = KnownMethods::parse(None);
        assert_eq!(DEFAULT.map(|name| names(&methods, name)), DEFAULT.map(|name| [name, name].map(str::to_owned)));
        for unknown in ["get", "ACL", "_OTHER"] {
            assert_eq!(names(&methods, unknown), ["_OTHER", "HTTP"], "{unknown}");
        }
    }

    #[test]
    fn the_variable_replaces_the_whole_list() {
        let methods = KnownMethods::parse(Some(" ACL ,GET,, "));
        assert_eq!(["ACL", "GET", "POST"].map(|name| names(&methods, name)[0].clone()), ["ACL", "GET", "_OTHER"]);
        for empty in ["", " , "] {
            assert_eq!(names(&KnownMethods::parse(Some(empty)), "GET")[0], "GET", "{empty:?}");
        }
    }

    #[test]
    fn a_list_has_a_limit() {
        let methods = KnownMethods::parse(Some(&(0..1_000).map(|n| format!("M{n}")).collect::<Vec<_>>().join(",")));
        assert_eq!((methods.count(), names(&methods, "M99")[0].as_str()), (101, "M99"));
        assert_eq!(names(&methods, "M100")[0], "_OTHER");
    }
}
