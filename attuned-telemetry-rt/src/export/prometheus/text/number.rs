//! Numbers in the text formats.

/// Writes a count.
#[inline]
pub(crate) fn write_count(piece: &mut Vec<u8>, count: u64) {
    piece.extend_from_slice(itoa::Buffer::new().format(count).as_bytes());
}

/// Writes a value with the fewest digits that are parsed as the same value.
pub(crate) fn write_value(piece: &mut Vec<u8>, value: f64) {
    // Below this limit, a float represents every whole number exactly. -0.0 is excluded, because an integer would lose
    // the sign.
    const WHOLE: f64 = 1e15;
    let is_negative_zero = value == 0.0 && value.is_sign_negative();
    if value.abs() < WHOLE && value.trunc().to_bits() == value.to_bits() && !is_negative_zero {
        #[expect(clippy::cast_possible_truncation, reason = "it is a whole number that fits")]
        piece.extend_from_slice(itoa::Buffer::new().format(value as i64).as_bytes());
    } else {
        let mut buffer = zmij::Buffer::new();
        piece.extend_from_slice(special(value).unwrap_or_else(|| buffer.format_finite(value)).as_bytes());
    }
}

/// Writes hundredths of a second as seconds.
#[inline]
pub(crate) fn write_hundredths(piece: &mut Vec<u8>, hundredths: u64) {
    let digit = |number: u64| b'0' + u8::try_from(number % 10).unwrap_or_default();
    write_count(piece, hundredths / 100);
    piece.extend_from_slice(&[b'.', digit(hundredths / 10), digit(hundredths)]);
}

/// Returns the bound of a bucket as a label value. All formats must use the same value: the canonical number of
/// `OpenMetrics`, which Prometheus also uses for buckets that it receives in protobuf.
///
/// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/#considerations-canonical-numbers>
pub(crate) fn bound(value: f64) -> String {
    if let Some(special) = special(value) {
        return special.to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse() {
        Ok(-4..=5) => {
            let text = value.to_string();
            if text.contains('.') { text } else { format!("{text}.0") }
        }
        Ok(exponent @ 0..) => format!("{digits}e+{exponent:02}"),
        Ok(exponent) => format!("{digits}e-{:02}", i32::abs(exponent)),
        Err(_) => scientific,
    }
}

fn special(value: f64) -> Option<&'static str> {
    match value {
        f64::INFINITY => Some("+Inf"),
        f64::NEG_INFINITY => Some("-Inf"),
        _ if value.is_nan() => Some("NaN"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(value: f64) -> String {
        let mut piece = Vec::new();
        write_value(&mut piece, value);
        String::from_utf8_lossy(&piece).into_owned()
    }

    #[test]
    fn a_value_has_the_shortest_exact_digits() {
        assert_eq!([0.0, -0.0, 1.0, -20.0, 1e6].map(value), ["0", "-0.0", "1", "-20", "1000000"]);
        assert_eq!([0.1, 1.0 / 3.0, 5e-324].map(value), ["0.1", "0.3333333333333333", "5e-324"]);
        assert_eq!([f64::INFINITY, f64::NEG_INFINITY, f64::NAN].map(value), ["+Inf", "-Inf", "NaN"]);
    }

    #[test]
    fn every_value_round_trips() {
        for number in [f64::MAX, f64::MIN_POSITIVE, 1e15, 1e15 + 1.0, 123_456_789.5, -1e22, 0.1 + 0.2] {
            assert_eq!(value(number).parse(), Ok(number));
        }
    }

    #[test]
    fn bounds_are_canonical() {
        assert_eq!([1e-6, 16e-6, 1e-5].map(bound), ["1e-06", "1.6e-05", "1e-05"]);
        assert_eq!([1e-4, 1.024e-3, 0.25].map(bound), ["0.0001", "0.001024", "0.25"]);
        assert_eq!([0.0, 1.0, 10.0, 1e5].map(bound), ["0.0", "1.0", "10.0", "100000.0"]);
        assert_eq!([1e6, 1_048_576.0, 1e21].map(bound), ["1e+06", "1.048576e+06", "1e+21"]);
        assert_eq!([-2.5, -1e-7, 1e-100, f64::INFINITY].map(bound), ["-2.5", "-1e-07", "1e-100", "+Inf"]);
    }

    #[test]
    fn hundredths_of_a_second_are_written_as_seconds() {
        let mut piece = Vec::new();
        write_hundredths(&mut piece, 176_000_000_005);
        assert_eq!(String::from_utf8_lossy(&piece), "1760000000.05");
    }
}
