//! What all spans of one place in the code have in common.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use tracing::Metadata;

use super::scope;
use crate::export::otlp::encode::common::code_location;
use crate::export::otlp::encode::fields::trace::span;
use crate::export::otlp::encode::request::Request;
use crate::export::otlp::encode::writer::writer::Writer;

/// The places in the code whose spans were encoded before. Each is static, so its address identifies it.
#[derive(Default)]
pub(super) struct Callsites {
    known: HashMap<usize, Callsite, BuildHasherDefault<AddressHasher>>,
    scopes: HashMap<&'static str, usize>,
}

/// What all spans of one place in the code have in common, encoded.
pub(super) struct Callsite {
    /// The index of the scope in the request.
    pub(super) scope: usize,
    /// The name and the default kind.
    pub(super) name_and_kind: Vec<u8>,
    /// The attributes of the place.
    pub(super) location: Vec<u8>,
}

/// The kind of a span without the field `otel.kind`.
pub(super) const INTERNAL: u32 = 1;

impl Callsites {
    /// Returns what is known of the place. A place that is new adds its scope to the request.
    #[inline]
    pub(super) fn get<W: Writer>(
        &mut self,
        metadata: &'static Metadata<'static>,
        request: &mut Request<W>,
        with_location: bool,
    ) -> &Callsite {
        let Self { known, scopes } = self;
        known.entry(std::ptr::from_ref(metadata).addr()).or_insert_with(|| {
            let scope = scope::of(metadata);
            let scope = *scopes.entry(scope).or_insert_with(|| request.add_scope(scope));
            Callsite::new::<W>(metadata, scope, with_location)
        })
    }
}

impl Callsite {
    fn new<W: Writer>(metadata: &'static Metadata<'static>, scope: usize, with_location: bool) -> Self {
        let (mut name_and_kind, mut location) = (W::default(), W::default());
        name_and_kind.string(span::NAME, metadata.name());
        name_and_kind.enumeration(span::KIND, INTERNAL);
        if with_location {
            code_location::write(&mut location, span::ATTRIBUTES, metadata.file(), metadata.line());
        }
        Self { scope, name_and_kind: name_and_kind.into_bytes(), location: location.into_bytes() }
    }
}

/// Hashes an address. Nobody can choose the addresses of statics.
#[derive(Default)]
pub(super) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte) ^ self.0);
        }
    }

    fn write_usize(&mut self, address: usize) {
        self.write_u64(address as u64);
    }

    /// The map selects a bucket by the low bits, and compares the high ones.
    fn write_u64(&mut self, address: u64) {
        self.0 = address.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
