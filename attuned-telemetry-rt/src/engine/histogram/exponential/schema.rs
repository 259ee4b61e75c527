//! The mapping between values and buckets of an exponential histogram.
//!
//! With schema `s`, the inclusive upper bound of bucket `i` is 2^(i·2^-s). The bound of bucket 0 is 1. OpenTelemetry
//! derives the index from the lower bound, so an index in OpenTelemetry is one less.
//!
//! Sources: <https://prometheus.io/docs/specs/native_histograms/#schema>,
//! <https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram> and, for the expected values of
//! the tests, <https://github.com/prometheus/client_golang/blob/main/prometheus/histogram.go>.

use super::fractions::FRACTIONS;

/// The schema with the highest resolution: 256 buckets per power of two.
pub(crate) const FINEST: i8 = 8;

/// The schema with the lowest resolution: one bucket per 16 powers of two.
pub(crate) const COARSEST: i8 = -4;

/// The default schema: each bound is 9 % greater than the previous one.
pub(crate) const DEFAULT: i8 = 3;

/// The mask of the fraction bits of an `f64`.
const FRACTION: u64 = (1 << 52) - 1;

/// The index in [`FRACTIONS`] at which the search for the bound of a fraction starts, by the top 8 bits of the
/// fraction.
const FIRST: [u16; 256] = first();

/// Returns the bucket index in the finest schema for a finite value greater than zero.
#[inline]
pub(crate) fn finest(value: f64) -> i32 {
    let (exponent, fraction) = parts(value.to_bits());
    let mut bound = FIRST[(fraction >> 44) as usize];
    while FRACTIONS.get(usize::from(bound)).is_some_and(|least| *least < fraction) {
        bound += 1;
    }
    exponent * 256 + i32::from(bound)
}

/// Returns the bucket of `schema` that contains a bucket of the finest schema.
#[inline]
pub(crate) fn coarser(finest: i32, schema: i8) -> i32 {
    let bits = shift(schema);
    (finest + (1 << bits) - 1) >> bits
}

/// Returns the bucket of the schema `to` that contains a bucket of the finer schema `from`.
pub(crate) fn merged(index: i32, from: i8, to: i8) -> i32 {
    let bits = shift(to).saturating_sub(shift(from));
    (index + (1 << bits) - 1) >> bits
}

/// Returns the upper bound of a bucket, at most `f64::MAX`.
pub(crate) fn bound(schema: i8, index: i32) -> f64 {
    let finest = i64::from(index) << shift(schema);
    let (exponent, place) = (finest.div_euclid(256), finest.rem_euclid(256));
    let fraction = FRACTIONS.get(usize::try_from(place).unwrap_or(0)).copied().unwrap_or(0);
    let unit = f64::from_bits(fraction | 1023 << 52);
    // In two steps, because a single `powi` can underflow to zero for subnormal results.
    let half = i32::try_from(exponent.clamp(-2_000, 2_000) / 2).unwrap_or(0);
    let rest = i32::try_from(exponent.clamp(-2_000, 2_000)).unwrap_or(0) - half;
    (unit * 2_f64.powi(half) * 2_f64.powi(rest)).min(f64::MAX)
}

/// Returns the number of steps from the finest schema to this schema. Each step halves the resolution.
const fn shift(schema: i8) -> u8 {
    FINEST.abs_diff(if schema < COARSEST { COARSEST } else { schema })
}

/// Splits a float greater than zero into an exponent and a fraction: the value is 2^exponent·(1 + fraction·2^-52).
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "both numbers are at most 2047")]
const fn parts(bits: u64) -> (i32, u64) {
    match (bits >> 52) & 0x7ff {
        0 => {
            // A subnormal number: shift the highest set bit to bit 52, above which there are 11 bits.
            let above = bits.leading_zeros().saturating_sub(11);
            (-1022 - above as i32, (bits << above) & FRACTION)
        }
        exponent => (exponent as i32 - 1023, bits & FRACTION),
    }
}

/// Computes [`FIRST`].
const fn first() -> [u16; 256] {
    let mut first = [0; 256];
    let (mut at, mut bound) = (0, 0);
    while at < 256 {
        while bound < 256 && FRACTIONS[bound as usize] < (at as u64) << 44 {
            bound += 1;
        }
        first[at] = bound;
        at += 1;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(value: f64) -> f64 {
        f64::from_bits(value.to_bits() + 1)
    }

    fn index(value: f64, schema: i8) -> i32 {
        coarser(finest(value), schema)
    }

    #[test]
    fn powers_of_two_are_the_last_of_their_bucket() {
        for schema in 0..=FINEST {
            for exponent in -1022..=1023 {
                let power = 2_f64.powi(exponent);
                assert_eq!(index(power, schema), exponent << schema, "2^{exponent}, schema {schema}");
                assert_eq!(index(next(power), schema), (exponent << schema) + 1, "2^{exponent}, schema {schema}");
            }
        }
    }

    #[test]
    fn buckets_of_coarse_schemas_end_at_powers_of_their_base() {
        assert_eq!([0.5, 1.0, 1.1, 4.0, 4.1, 16.0].map(|value| index(value, -1)), [0, 0, 1, 1, 2, 2]);
        assert_eq!(
            [1.0 / 65_536.0, 2e-5, 1.0, 1.1, 65_536.0, 65_537.0].map(|value| index(value, -4)),
            [-1, 0, 0, 1, 1, 2]
        );
    }

    #[test]
    fn each_bound_is_in_its_bucket_and_the_next_float_is_in_the_next() {
        for schema in COARSEST..=FINEST {
            for at in -300..300 {
                let bound = bound(schema, at);
                if bound > f64::MIN_POSITIVE && bound < f64::MAX {
                    assert_eq!((index(bound, schema), index(next(bound), schema)), (at, at + 1), "schema {schema}");
                }
            }
        }
    }

    #[test]
    fn smallest_and_largest_floats_have_a_bucket() {
        let least = f64::from_bits(1);
        assert_eq!((index(least, 0), index(least * 2.0, 0), index(least * 3.0, 0)), (-1074, -1073, -1072));
        assert_eq!(
            (index(f64::MIN_POSITIVE, 3), index(f64::from_bits(f64::MIN_POSITIVE.to_bits() - 1), 3)),
            (-1022 * 8, -1022 * 8)
        );
        assert_eq!((index(f64::MAX, 0), index(f64::MAX, 8), index(f64::MAX, -4)), (1024, 1024 * 256, 64));
        assert_eq!((bound(0, 1024), bound(0, -1074)), (f64::MAX, least));
    }

    /// The bounds published by Prometheus are rounded twice, so some differ by one unit in the last place.
    #[test]
    fn bounds_are_those_of_prometheus() {
        let halves = (0..8).map(|at| bound(3, at) / 2.0).collect::<Vec<_>>();
        let published = [
            0.5,
            0.545_253_866_332_628_8,
            0.594_603_557_501_360_5,
            0.648_419_777_325_504_8,
            0.707_106_781_186_547_5,
            0.771_105_412_703_970_4,
            0.840_896_415_253_714_4,
            0.917_004_043_204_671_1,
        ];
        let is_near = |(ours, theirs): (&f64, &f64)| ours.to_bits().abs_diff(theirs.to_bits()) <= 1;
        assert!(halves.iter().zip(&published).all(is_near), "{halves:?}");
    }

    #[test]
    fn merging_buckets_gives_the_bucket_of_the_coarser_schema() {
        for value in [1e-9, 0.3, 0.999, 1.0, 1.001, 7.0, 1e12] {
            for from in COARSEST..=FINEST {
                for to in COARSEST..=from {
                    assert_eq!(merged(index(value, from), from, to), index(value, to), "{value}, {from} to {to}");
                }
            }
        }
    }
}
