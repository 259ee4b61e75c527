//! Lowercase hexadecimal digits. Uppercase digits are not allowed in any format that uses this.

use crate::core::context::ids::{SpanId, TraceId};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Stands for a byte that is not a digit, in [`VALUES`].
const NONE: u8 = 0x80;

/// The value of each byte as a digit.
static VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < 16 {
        values[DIGITS[value as usize] as usize] = value;
        value += 1;
    }
    values
};

/// Returns the number that up to 32 digits are, or `None` if one of them is not a digit.
#[inline]
pub(in crate::propagation) fn number(digits: &[u8]) -> Option<u128> {
    let (upper, lower) = digits.split_at(digits.len().saturating_sub(16));
    Some(u128::from(half(upper)?) << 64 | u128::from(half(lower)?))
}

/// Returns the number that up to 16 digits are.
#[inline]
fn half(digits: &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    let mut invalid = 0;
    for digit in digits {
        let value = VALUES[usize::from(*digit)];
        invalid |= value;
        number = number << 4 | u64::from(value & 0x0f);
    }
    (invalid & NONE == 0).then_some(number)
}

/// Returns the byte that two digits are.
#[inline]
pub(in crate::propagation) fn byte(digits: &[u8]) -> Option<u8> {
    half(digits).and_then(|number| u8::try_from(number).ok())
}

/// Returns the trace id that 16 or 32 digits are. It is not zero.
#[inline]
pub(in crate::propagation) fn trace_id(digits: &[u8]) -> Option<TraceId> {
    number(digits).and_then(TraceId::new)
}

/// Returns the span id that 16 digits are. It is not zero.
#[inline]
pub(in crate::propagation) fn span_id(digits: &[u8]) -> Option<SpanId> {
    half(digits).and_then(SpanId::new)
}

/// Writes a number as digits, with leading zeros.
#[inline]
pub(in crate::propagation) fn write(number: u128, digits: &mut [u8]) {
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(rest & 0x0f) as usize];
        rest >>= 4;
    }
}
