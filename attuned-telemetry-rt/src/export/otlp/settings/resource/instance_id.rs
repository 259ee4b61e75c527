//! The unique id of this process.

use std::fmt::Write as _;
use std::process;
use std::sync::{Mutex, PoisonError};

use crate::core::context::random_ids;

/// The id, and the process for which it was made.
static ID: Mutex<Option<(u32, String)>> = Mutex::new(None);

/// Returns the id of this process, a random UUID. It stays the same until the process exits. A process that was forked
/// has another one.
pub(super) fn instance_id() -> String {
    let mut id = ID.lock().unwrap_or_else(PoisonError::into_inner);
    match &*id {
        Some((process, id)) if *process == process::id() => id.clone(),
        _ => {
            let new = uuid(random_ids::trace_id().get());
            *id = Some((process::id(), new.clone()));
            new
        }
    }
}

/// Returns a UUID of version 4 with these random bits.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4>
fn uuid(random: u128) -> String {
    let bits = random & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let mut uuid = String::with_capacity(36);
    for (index, byte) in bits.to_be_bytes().into_iter().enumerate() {
        let separator = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(uuid, "{separator}{byte:02x}");
    }
    uuid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_a_uuid_of_version_4_and_stays_the_same() {
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(instance_id(), instance_id());
    }
}
