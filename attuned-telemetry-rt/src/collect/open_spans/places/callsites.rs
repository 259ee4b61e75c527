//! Numbers for the metadata of spans, which atomics can store.

use std::sync::OnceLock;

use tracing::Metadata;

/// The number of callsites that can have a number.
const CALLSITES: usize = 1_024;

/// The number of numbers that a callsite can have.
const TRIES: usize = 4;

/// The callsites of the process with their numbers. They are never removed.
static KNOWN: [OnceLock<&'static Metadata<'static>>; CALLSITES] = [const { OnceLock::new() }; CALLSITES];

/// Returns the number of a callsite. `None` if too many others have similar addresses.
#[inline]
pub(super) fn number(metadata: &'static Metadata<'static>) -> Option<usize> {
    let address = std::ptr::from_ref(metadata).addr();
    // The lowest bits of addresses are 0. The others are mixed.
    let first = (address >> 3) ^ (address >> 11);
    (0..TRIES)
        .map(|number| first.wrapping_add(number) % CALLSITES)
        .find(|number| std::ptr::eq(*KNOWN[*number].get_or_init(|| metadata), metadata))
}

/// Returns the callsite with a number.
#[inline]
pub(super) fn metadata(number: usize) -> Option<&'static Metadata<'static>> {
    KNOWN.get(number)?.get().copied()
}
