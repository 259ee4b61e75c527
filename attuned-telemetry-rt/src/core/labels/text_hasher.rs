//! A keyed hash of short strings.

use std::hash::{BuildHasher as _, RandomState};

/// A keyed hash of short strings. The keys are random, so that a client cannot choose strings with equal hashes.
///
/// The standard library's hasher takes several times as long. Like `foldhash`, this one multiplies 64 bits of the
/// string with 64 other bits, and combines both halves of the product.
pub(crate) struct TextHasher([u64; 3]);

impl TextHasher {
    /// Creates a hasher with random keys.
    pub(crate) fn new() -> Self {
        let random = RandomState::new();
        Self([0_u8, 1, 2].map(|key| random.hash_one(key)))
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "each half of a block has 64 bits, and half of the hash is enough"
    )]
    pub(crate) fn hash(&self, text: &str) -> usize {
        let [first, second, last] = self.0;
        let mut bytes = text.as_bytes();
        let mut hash = first;
        while let Some((block, rest)) = bytes.split_first_chunk().filter(|(_, rest)| !rest.is_empty()) {
            let block = u128::from_le_bytes(*block);
            hash = folded(block as u64 ^ hash, (block >> 64) as u64 ^ second);
            bytes = rest;
        }
        let (low, high) = ends(bytes);
        folded(folded(low ^ hash, high ^ second), last ^ text.len() as u64) as usize
    }
}

/// Returns two numbers that contain all bytes of up to 16. Together with the length, they determine the bytes.
#[inline]
fn ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(start), Some(end)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_le_bytes(*start), u64::from_le_bytes(*end));
    }
    if let (Some(start), Some(end)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u32::from_le_bytes(*start).into(), u32::from_le_bytes(*end).into());
    }
    let byte = |place: usize| bytes.get(place).copied().map_or(0, u64::from);
    (byte(0) | byte(1) << 8, byte(2))
}

/// Multiplies two numbers, and combines both halves of the product.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "each half has 64 bits")]
const fn folded(one: u64, other: u64) -> u64 {
    let product = one as u128 * other as u128;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn strings_that_differ_in_one_byte_or_in_length_have_different_hashes() {
        let hasher = TextHasher::new();
        let mut found = BTreeSet::new();
        let mut strings = 0;
        for length in 0..=48 {
            for place in 0..length {
                let mut text = vec![b'a'; length];
                text[place] = b'b';
                found.insert(String::from_utf8(text).map(|text| hasher.hash(&text)).unwrap_or_default());
                strings += 1;
            }
            found.insert(hasher.hash(&"a".repeat(length)));
            strings += 1;
        }
        assert_eq!(found.len(), strings);
    }

    #[test]
    fn low_bits_of_the_hashes_of_numbered_strings_are_spread_evenly() {
        let hasher = TextHasher::new();
        let mut counts = [0; 64];
        (0..6_400).for_each(|number| counts[hasher.hash(&format!("tenant-{number:06}")) % 64] += 1);
        assert!(counts.iter().all(|count| (50..=160).contains(count)), "{counts:?}");
    }

    #[test]
    fn two_sets_have_different_keys() {
        assert_ne!(TextHasher::new().hash("tenant"), TextHasher::new().hash("tenant"));
    }
}
