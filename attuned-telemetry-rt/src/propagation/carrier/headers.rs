//! The headers of HTTP requests.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::carrier::{Extractor, Injector};

impl Extractor for HeaderMap {
    fn visit<'carrier>(&'carrier self, name: &str, visit: &mut dyn FnMut(&'carrier [u8])) {
        self.get_all(name).iter().for_each(|value| visit(value.as_bytes()));
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
