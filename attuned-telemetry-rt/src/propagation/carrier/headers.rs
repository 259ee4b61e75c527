//! The headers of HTTP requests.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::carrier::{Extractor, Injector};

/// The most frequent names, which need not be parsed.
static NAMES: [HeaderName; 3] =
    [HeaderName::from_static("traceparent"), HeaderName::from_static("tracestate"), HeaderName::from_static("baggage")];

impl Extractor for HeaderMap {
    fn visit<'carrier>(&'carrier self, name: &str, visit: &mut dyn FnMut(&'carrier [u8])) {
        let values = match NAMES.iter().find(|known| known.as_str() == name) {
            Some(known) => self.get_all(known),
            None => self.get_all(name),
        };
        values.iter().for_each(|value| visit(value.as_bytes()));
    }
}

/// Values of `baggage` are marked as sensitive, so that neither `Debug` nor the compression of HTTP/2 keeps them.
impl Injector for HeaderMap {
    fn set(&mut self, name: &'static str, value: &str) {
        if let Ok(mut value) = HeaderValue::from_str(value) {
            value.set_sensitive(name == "baggage");
            self.insert(HeaderName::from_static(name), value);
        }
    }

    fn remove(&mut self, name: &'static str) {
        Self::remove(self, name);
    }
}
