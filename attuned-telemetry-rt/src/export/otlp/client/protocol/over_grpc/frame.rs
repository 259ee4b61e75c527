//! Messages in the body of a call.

use bytes::Bytes;

/// The length of what is in front of a message: whether it is compressed, and its length.
const PREFIX: usize = 5;

/// Returns what is in front of a message. Messages are shorter than 64 MiB.
pub(in crate::export::otlp::client) fn prefix(is_compressed: bool, length: usize) -> Bytes {
    let mut prefix = vec![u8::from(is_compressed)];
    prefix.extend(u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    prefix.into()
}

/// Returns the message in the body of an answer. There is none in an empty body. `Err` is a body that is no message, or
/// one that is compressed, which the request does not allow.
pub(super) fn message(body: &[u8]) -> Result<Option<&[u8]>, ()> {
    match body {
        [] => Ok(None),
        [0, length @ ..] if body.len() >= PREFIX => {
            let (length, message) = length.split_at(PREFIX - 1);
            let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            message.get(..length).map(Some).ok_or(())
        }
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_message_is_found_behind_its_prefix() {
        assert_eq!(&*prefix(true, 0x0102_0304), [1, 1, 2, 3, 4]);
        let framed = [&*prefix(false, 3), b"abc"].concat();
        assert_eq!(message(&framed), Ok(Some(&b"abc"[..])));
        assert_eq!(message(&[]), Ok(None));
        assert_eq!(message(&prefix(false, 0)), Ok(Some(&[][..])));
        for broken in [&[0][..], &[0, 0, 0, 0], &[0, 0, 0, 0, 2, 1], &[1, 0, 0, 0, 0], &[0, 255, 255, 255, 255, 1]] {
            assert_eq!(message(broken), Err(()), "{broken:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(body in prop::collection::vec(any::<u8>(), 0..50)) {
            let _ = message(&body);
        }
    }
}
