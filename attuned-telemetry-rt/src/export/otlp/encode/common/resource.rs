//! The resource of a request.

use super::attribute::attribute;
use crate::collect::AttributeValue;
use crate::export::otlp::encode::fields::resource::resource;
use crate::export::otlp::encode::writer::writer::Writer;

/// Returns the content of a `Resource`, which is the same in each request, so it is encoded once.
pub(crate) fn encoded<'a, W: Writer>(attributes: impl IntoIterator<Item = (&'a str, AttributeValue<'a>)>) -> Vec<u8> {
    let mut writer = W::default();
    writer.list(resource::ATTRIBUTES, |writer| {
        for (key, value) in attributes {
            attribute(writer, resource::ATTRIBUTES, key, value);
        }
    });
    writer.into_bytes()
}
