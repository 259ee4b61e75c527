//! The fields of a protobuf message.

/// The value of a field. Numbers of a fixed size are in none of the messages that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'bytes> {
    Number(u64),
    Bytes(&'bytes [u8]),
    Fixed,
}

/// The bytes are not a protobuf message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// Returns the fields of a message, each with its number.
pub(super) fn fields(bytes: &[u8]) -> impl Iterator<Item = Result<(u64, Value<'_>), Malformed>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let field = field(&mut rest).ok_or(Malformed);
        if field.is_err() {
            rest = &[];
        }
        Some(field)
    })
}

fn field<'bytes>(rest: &mut &'bytes [u8]) -> Option<(u64, Value<'bytes>)> {
    let tag = varint(rest)?;
    let value = match tag & 7 {
        0 => Value::Number(varint(rest)?),
        1 => take(rest, 8).map(|_| Value::Fixed)?,
        2 => {
            let length = usize::try_from(varint(rest)?).ok()?;
            Value::Bytes(take(rest, length)?)
        }
        5 => take(rest, 4).map(|_| Value::Fixed)?,
        _ => return None,
    };
    (tag >> 3 != 0).then_some((tag >> 3, value))
}

fn take<'bytes>(rest: &mut &'bytes [u8], length: usize) -> Option<&'bytes [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *take(rest, 1)?.first()?;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_of_each_type_are_read() {
        let bytes = [0x08, 0x96, 0x01, 0x12, 0x02, b'h', b'i', 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x25, 1, 2, 3, 4];
        let read: Result<Vec<_>, _> = fields(&bytes).collect();
        let expected = vec![(1, Value::Number(150)), (2, Value::Bytes(b"hi")), (3, Value::Fixed), (4, Value::Fixed)];
        assert_eq!(read, Ok(expected));
    }

    #[test]
    fn a_message_that_is_cut_is_malformed() {
        for bytes in [&[0x08][..], &[0x12, 5, b'a'], &[0x19, 1], &[0x0b], &[0x00, 0x00], &[0xff; 11]] {
            assert_eq!(fields(bytes).last(), Some(Err(Malformed)), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = fields(&bytes).count();
        }

        #[test]
        fn any_number_is_read(number: u64) {
            let mut bytes = vec![0x08];
            let mut rest = number;
            while rest >= 0x80 {
                bytes.push((rest & 0x7f) as u8 | 0x80);
                rest >>= 7;
            }
            bytes.extend(u8::try_from(rest));
            prop_assert_eq!(fields(&bytes).last(), Some(Ok((1, Value::Number(number)))));
        }
    }
}
