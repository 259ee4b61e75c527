//! The traits of carriers.

/// A source of headers: a request, the metadata of a gRPC call, or the headers of a message.
///
/// It is implemented for [`http::HeaderMap`], for `HashMap<String, String>` and for slices of pairs.
///
/// ```
/// use attuned_telemetry_rt::propagation::{Extractor, Propagators};
///
/// struct Message {
///     headers: Vec<(String, Vec<u8>)>,
/// }
///
/// impl Extractor for Message {
///     fn visit<'carrier>(&'carrier self, name: &str, visit: &mut dyn FnMut(&'carrier [u8])) {
///         let named = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
///         named.for_each(|(_, value)| visit(value));
///     }
/// }
///
/// let parent = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".to_vec();
/// let message = Message { headers: vec![("traceparent".to_owned(), parent)] };
/// assert!(Propagators::default().extract(&message).trace_context().is_some());
/// ```
pub trait Extractor {
    /// Calls `visit` with each value of the header `name`, in order. The name is in lowercase; names of headers are
    /// compared without regard to case.
    fn visit<'carrier>(&'carrier self, name: &str, visit: &mut dyn FnMut(&'carrier [u8]));
}

/// A destination of headers: a request, the metadata of a gRPC call, or the headers of a message.
///
/// It is implemented for [`http::HeaderMap`], for `HashMap<String, String>` and for `Vec<(String, String)>`.
pub trait Injector {
    /// Sets a header, and replaces all of its values. The name is in lowercase, and the value is visible ASCII and
    /// spaces.
    fn set(&mut self, name: &'static str, value: &str);

    /// Removes all values of a header. The name is in lowercase.
    fn remove(&mut self, name: &'static str);
}
