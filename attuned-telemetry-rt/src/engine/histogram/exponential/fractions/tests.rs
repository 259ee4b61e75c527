//! Checks the table with integer arithmetic only.

use super::FRACTIONS;

/// The 256th power of a bound is at most 2^n, and the 256th power of the next float is greater.
#[test]
fn each_bound_is_the_largest_float_up_to_the_root() {
    for (n, fraction) in FRACTIONS.into_iter().enumerate().skip(1) {
        let bound = fraction | 1 << 52;
        assert!(is_within(bound, n), "{n} is too large");
        assert!(!is_within(bound + 1, n), "{n} is too small");
    }
}

/// Returns whether the 256th power of `bound`, in units of 2^-52, is less than 2^n.
fn is_within(bound: u64, n: usize) -> bool {
    let mut power = vec![bound];
    for _ in 0..8 {
        power = square(&power);
    }
    let bits = power.len() * 64 - power.last().map_or(0, |last| last.leading_zeros() as usize);
    bits <= n + 52 * 256
}

/// Returns the square of a number. The 64-bit digits are in little-endian order, and the last digit is not zero.
fn square(number: &[u64]) -> Vec<u64> {
    let mut digits = vec![0_u64; 2 * number.len()];
    for (at, one) in number.iter().enumerate() {
        let mut carry = 0;
        for (digit, other) in digits[at..].iter_mut().zip(number.iter().chain([&0])) {
            let sum = u128::from(*one) * u128::from(*other) + u128::from(*digit) + carry;
            (*digit, carry) = (u64::try_from(sum & u128::from(u64::MAX)).unwrap_or(0), sum >> 64);
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}
