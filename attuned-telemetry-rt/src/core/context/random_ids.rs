//! Random ids, from the system's random number generator.
//!
//! Each id is requested from the system. A generator in this process would be copied by a `fork` or by a snapshot of a
//! virtual machine, and both copies would generate the same ids.
//!
//! Without an operating system, the ids are random only if the program configures a backend of `getrandom`. Otherwise
//! another instance of the program may generate the same ids.

use super::ids::{SpanId, TraceId};

/// Whether the ids are random on this target.
#[cfg(feature = "propagation")]
pub(crate) const ARE_RANDOM: bool = cfg!(any(
    not(all(target_family = "wasm", target_os = "unknown")),
    getrandom_backend = "custom",
    getrandom_backend = "wasm_js"
));

/// Generates a trace id.
pub(crate) fn trace_id() -> TraceId {
    loop {
        let mut bytes = [0; 16];
        fill(&mut bytes);
        if let Some(id) = TraceId::new(u128::from_ne_bytes(bytes)) {
            return id;
        }
    }
}

/// Generates a span id.
pub(super) fn span_id() -> SpanId {
    loop {
        let mut bytes = [0; 8];
        fill(&mut bytes);
        if let Some(id) = SpanId::new(u64::from_ne_bytes(bytes)) {
            return id;
        }
    }
}

#[cfg(any(
    not(all(target_family = "wasm", target_os = "unknown")),
    getrandom_backend = "custom",
    getrandom_backend = "wasm_js"
))]
fn fill(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        fill_by_hashing(bytes);
    }
}

/// Without an operating system, there is no standard source of random numbers.
#[cfg(not(any(
    not(all(target_family = "wasm", target_os = "unknown")),
    getrandom_backend = "custom",
    getrandom_backend = "wasm_js"
)))]
fn fill(bytes: &mut [u8]) {
    fill_by_hashing(bytes);
}

/// Fills the bytes with the hashes of a counter, with the random keys that the standard library uses for hash maps.
fn fill_by_hashing(bytes: &mut [u8]) {
    use std::hash::{BuildHasher as _, RandomState};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static KEYS: OnceLock<RandomState> = OnceLock::new();
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let keys = KEYS.get_or_init(RandomState::new);
    for part in bytes.chunks_mut(8) {
        let hash = keys.hash_one(COUNTER.fetch_add(1, Ordering::Relaxed)).to_ne_bytes();
        part.copy_from_slice(&hash[..part.len()]);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_differ() {
        let spans: HashSet<_> = (0..1_000).map(|_| span_id()).collect();
        let traces: HashSet<_> = (0..1_000).map(|_| trace_id()).collect();
        assert_eq!((spans.len(), traces.len()), (1_000, 1_000));
    }

    #[test]
    fn bytes_differ_without_the_systems_randomness() {
        let mut all = [0; 8 * 100];
        fill_by_hashing(&mut all);
        let different: HashSet<_> = all.chunks(8).collect();
        assert_eq!(different.len(), 100);
    }
}
