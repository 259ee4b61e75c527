//! The bounds of histogram buckets.

use super::conventional::{HTTP_SECONDS, is_http_duration};

/// The upper bounds of a histogram's buckets, in ascending order. They do not include the bound of the last bucket,
/// which is `+Inf`.
#[derive(Debug)]
pub(crate) struct Bounds {
    values: Box<[f64]>,
    /// The bounds in nanoseconds, if `values` are seconds. The elements after the last bound are `i64::MAX`.
    nanoseconds: [i64; 128],
}

/// The maximum number of bounds of a histogram.
pub(crate) const MOST_BOUNDS: usize = 100;

/// The default bounds for durations, in seconds: 1 µs, 4 µs, 16 µs … 16.8 s.
pub(crate) const SECONDS: [f64; 13] = [
    1e-6, 4e-6, 16e-6, 64e-6, 256e-6, 1.024e-3, 4.096e-3, 16.384e-3, 65.536e-3, 0.262_144, 1.048_576, 4.194_304,
    16.777_216,
];

/// The default bounds for sizes, in bytes: 64 B, 256 B, 1 KiB … 1 GiB.
const BYTES: [f64; 13] = [
    64.0,
    256.0,
    1_024.0,
    4_096.0,
    16_384.0,
    65_536.0,
    262_144.0,
    1_048_576.0,
    4_194_304.0,
    16_777_216.0,
    67_108_864.0,
    268_435_456.0,
    1_073_741_824.0,
];

/// The default bounds for other values: 0.001, 0.01 … 10^9.
const DECADES: [f64; 13] = [1e-3, 1e-2, 1e-1, 1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

impl Bounds {
    /// Returns the default bounds for a histogram with this name: those of OpenTelemetry's conventions for HTTP, otherwise
    /// the unit is taken from the suffix `_seconds` or `_bytes`.
    pub(crate) fn by_name(name: &str) -> Self {
        Self::new(match name {
            _ if is_http_duration(name) => &HTTP_SECONDS,
            _ if name.ends_with("_seconds") => &SECONDS,
            _ if name.ends_with("_bytes") => &BYTES,
            _ => &DECADES,
        })
    }

    /// Creates bounds from the finite `values`: sorted, without duplicates, and only the lowest [`MOST_BOUNDS`].
    pub(crate) fn new(values: &[f64]) -> Self {
        let mut values: Vec<_> = values.iter().copied().filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        // `<=`, because `-0.0` and `0.0` are the same bound.
        values.dedup_by(|one, other| *one <= *other);
        values.truncate(MOST_BOUNDS);
        let mut bounds = [i64::MAX; 128];
        bounds.iter_mut().zip(&values).for_each(|(bound, seconds)| *bound = nanoseconds(*seconds));
        Self { values: values.into(), nanoseconds: bounds }
    }

    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// Returns the number of buckets, including the last one, which has no bound.
    pub(crate) fn buckets(&self) -> u32 {
        u32::try_from(self.values.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Returns the index of the bucket for a value: the first whose bound is greater than or equal to the value.
    pub(crate) fn bucket(&self, value: f64) -> u32 {
        u32::try_from(self.values.partition_point(|bound| *bound < value)).unwrap_or(u32::MAX)
    }

    /// Returns the index of the bucket for a duration in nanoseconds.
    ///
    /// This is a linear search, because a processor predicts that the search ends at the same bucket as the previous
    /// one, and continues before the clock has been read. A bucket index computed from the duration would have to wait
    /// for the clock. The search is long only for long durations, where its cost does not matter.
    #[inline]
    pub(crate) fn bucket_of_nanoseconds(&self, time: u64) -> u32 {
        #[expect(clippy::cast_possible_wrap, reason = "no call takes 292 years")]
        let time = time as i64;
        let mut bucket: u8 = 0;
        // The loop ends, because the elements after the last bound are `i64::MAX`. The remainder avoids a bounds check.
        while self.nanoseconds[usize::from(bucket)] < time {
            bucket = (bucket + 1) % 128;
        }
        bucket.into()
    }
}

/// Converts a bound to whole nanoseconds, rounded down. Durations are whole nanoseconds too, so a duration is within
/// the result if and only if it is within the bound.
#[expect(clippy::cast_possible_truncation, reason = "saturation is intended")]
fn nanoseconds(seconds: f64) -> i64 {
    let exact = seconds * 1e9;
    let nearest = exact.round();
    // Round a result that is almost a whole number: 1.024e-3 s is a whole number of nanoseconds, but the floating-point
    // product is not.
    if (exact - nearest).abs() < 1e-6 { nearest as i64 } else { exact.floor() as i64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Unusual bounds: around zero, close to each other, less than a nanosecond, very large.
    const SOME: [f64; 17] = [
        -1.0, -1e-9, -0.0, 1e-10, 1e-9, 1.5e-9, 2e-9, 1e-6, 1.000_5e-6, 1e-3, 0.1, 0.3, 1.0, 16.777_216, 3600.0, 1e6,
        1e300,
    ];

    #[test]
    fn nanoseconds_and_seconds_have_the_same_bucket() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "negative bounds saturate to 0")]
        let nanoseconds = |seconds: &f64| (seconds * 1e9).round() as u64;
        for bounds in [Bounds::new(&SOME), Bounds::new(&SECONDS), Bounds::new(&[0.25]), Bounds::new(&[])] {
            let near = bounds.values.iter().filter(|bound| **bound < 1e7).map(nanoseconds);
            let near = near.flat_map(|bound| [bound.saturating_sub(1), bound, bound + 1]);
            for time in near.chain((0..63).flat_map(|bits| [1_u64 << bits, (1 << bits) - 1])) {
                // Rounded to thousandths of a nanosecond, so that bounds of whole nanoseconds are exact.
                #[expect(clippy::cast_precision_loss, reason = "times close to a bound are less than 2^53")]
                let exact = |bound: &f64| (bound * 1e12).round() / 1e3 < time as f64;
                let expected = bounds.values.partition_point(exact);
                assert_eq!(bounds.bucket_of_nanoseconds(time) as usize, expected, "{time} ns of {:?}", bounds.values);
            }
        }
    }

    #[test]
    fn bounds_are_sorted_and_invalid_bounds_are_removed() {
        let bounds = Bounds::new(&[2.0, f64::INFINITY, 1.0, f64::NAN, 2.0, 0.0, -0.0]);
        assert_eq!(bounds.values(), [-0.0, 1.0, 2.0]);
        let many: Vec<_> = (0..1_000).map(f64::from).collect();
        assert_eq!(Bounds::new(&many).buckets(), 101);
    }

    /// Random bounds, with values at the bounds, next to the bounds and random values.
    #[test]
    fn bucket_is_the_first_whose_bound_is_not_exceeded() {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed
        };
        for number in 0..300_usize {
            let given: Vec<_> = (0..number % 110).map(|_| f64::from_bits(random())).collect();
            let bounds = Bounds::new(&given);
            assert!(bounds.values().windows(2).all(|pair| pair[0] < pair[1]));
            let near =
                bounds.values().iter().flat_map(|bound| [bound.to_bits(), bound.to_bits() ^ 1, bound.to_bits() + 1]);
            for value in near.chain((0..20).map(|_| random())).map(f64::from_bits).filter(|value| value.is_finite()) {
                let slowly = bounds.values().iter().position(|bound| value <= *bound).unwrap_or(bounds.values().len());
                assert_eq!(bounds.bucket(value) as usize, slowly, "{value}");
            }
        }
    }

    #[test]
    fn a_value_at_a_bound_is_in_the_bucket_of_that_bound() {
        let bounds = Bounds::new(&SOME);
        for (bucket, bound) in (0..).zip(bounds.values()) {
            assert_eq!(bounds.bucket(*bound), bucket);
        }
        assert_eq!((bounds.bucket(f64::MIN), bounds.bucket(f64::MAX)), (0, 17));
        assert_eq!((bounds.bucket(0.0), bounds.bucket(f64::from_bits(1))), (2, 3));
    }
}
