//! The formats of a page, and content negotiation.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc9110#name-content-negotiation>

use std::cmp::Reverse;

/// The format of a [`Page`](super::Page).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Prometheus' text format, version 0.0.4. Every scraper supports it.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>
    #[default]
    Text,
    /// OpenMetrics, version 1.0.0. Adds units, exemplars, and the time at which each series was created.
    ///
    /// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/>
    OpenMetrics,
    /// OpenMetrics, draft 0.0.1, for scrapers that do not support 1.0.0. The page is the same, except for its content
    /// type.
    OpenMetricsDraft,
    /// Prometheus' protobuf format: length-delimited messages of the type `io.prometheus.client.MetricFamily`. A metric
    /// with many series is split into several consecutive messages.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format>
    #[cfg(feature = "protobuf")]
    Protobuf,
}

impl Format {
    /// The formats that are compiled in.
    const ALL: &[Self] = &[
        Self::Text,
        Self::OpenMetrics,
        Self::OpenMetricsDraft,
        #[cfg(feature = "protobuf")]
        Self::Protobuf,
    ];

    /// Returns the value of the response header `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
            Self::OpenMetricsDraft => "application/openmetrics-text; version=0.0.1; charset=utf-8",
            #[cfg(feature = "protobuf")]
            Self::Protobuf => {
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
            }
        }
    }

    /// Returns the format that the request header `Accept` prefers. Join several such headers with commas.
    ///
    /// If the header accepts none of the formats, the result is [`Text`](Self::Text), so that the scrape does not fail.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::Format;
    ///
    /// assert_eq!(Format::accepted("application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1"), Format::OpenMetrics);
    /// assert_eq!(Format::accepted("text/html,*/*;q=0.8"), Format::Text);
    /// ```
    #[must_use]
    pub fn accepted(accept: &str) -> Self {
        negotiated(accept)
    }
}

/// One entry of the header `Accept` or `Accept-Encoding`: `text/plain;version=0.0.4;q=0.5`
struct Entry<'header> {
    name: &'header str,
    /// Pairs of a name and a value.
    parameters: Vec<(&'header str, &'header str)>,
    /// The weight `q`, in thousandths.
    quality: u16,
}

/// The rank of a format: quality, then specificity, then the earliest entry. The format with the greatest rank is used.
type Rank = (u16, usize, Reverse<usize>);

/// See [`Format::accepted`].
fn negotiated(accept: &str) -> Format {
    let entries: Vec<_> = entries(accept).collect();
    let mut best = None;
    for format in Format::ALL {
        let rank = rank(*format, &entries).filter(|(quality, ..)| *quality > 0);
        if rank.is_some() && rank > best.map(|(_, rank)| rank) {
            best = rank.map(|rank| (*format, rank));
        }
    }
    best.map_or(Format::Text, |(format, _)| format)
}

/// Whether `Accept-Encoding` allows this encoding.
#[cfg(feature = "serve")]
pub(crate) fn accepts_encoding(accept: &str, encoding: &str) -> bool {
    let entries: Vec<_> = entries(accept).collect();
    let find = |name| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    find(encoding).or_else(|| find("*")).is_some_and(|entry| entry.quality > 0)
}

/// Ranks a format by the most specific entry that matches it. An entry such as `*/*` does not apply to a format that
/// another entry names.
fn rank(format: Format, entries: &[Entry<'_>]) -> Option<Rank> {
    let matching = entries.iter().enumerate().filter_map(|(place, entry)| {
        let specific = entry.specificity(format)?;
        Some((specific, Reverse(place), entry.quality))
    });
    let (specific, place, quality) = matching.max()?;
    Some((quality, specific, place))
}

impl Entry<'_> {
    /// Returns how specifically the entry matches the format, or `None` if it does not match.
    fn specificity(&self, format: Format) -> Option<usize> {
        let mut own = format.content_type().split("; ");
        let name = own.next()?;
        let own: Vec<_> = own.filter_map(|parameter| parameter.split_once('=')).collect();
        let aggregation = name.split_once('/').map_or(name, |(aggregation, _)| aggregation);
        let is_kind = self.name.strip_suffix("/*").is_some_and(|asked| asked.eq_ignore_ascii_case(aggregation));
        if self.name == "*/*" {
            Some(0)
        } else if is_kind {
            Some(1)
        } else if self.name.eq_ignore_ascii_case(name) {
            self.matching(&own).map(|matching| 2 + matching)
        } else {
            None
        }
    }

    /// Returns the number of parameters that the entry and the format share, or `None` if a parameter has a different
    /// value. Parameters that the format does not have are ignored.
    fn matching(&self, own: &[(&str, &str)]) -> Option<usize> {
        self.parameters.iter().try_fold(0, |matching, (name, value)| {
            match own.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)) {
                Some((_, own)) if own.eq_ignore_ascii_case(value) => Some(matching + 1),
                Some(_) => None,
                None => Some(matching),
            }
        })
    }
}

/// Parses the entries of a header. Entries with an invalid quality are skipped.
fn entries(header: &str) -> impl Iterator<Item = Entry<'_>> {
    header.split(',').filter_map(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let name = parts.next().filter(|name| !name.is_empty())?;
        let mut entry = Entry { name, parameters: Vec::new(), quality: 1_000 };
        for (name, value) in parts.filter_map(|parameter| parameter.split_once('=')) {
            let value = value.trim().trim_matches('"');
            if name.trim().eq_ignore_ascii_case("q") {
                entry.quality = quality(value)?;
            } else {
                entry.parameters.push((name.trim(), value));
            }
        }
        Some(entry)
    })
}

/// `0.75` → 750
fn quality(text: &str) -> Option<u16> {
    let quality = text.parse::<f32>().ok().filter(|quality| (0.0..=1.0).contains(quality))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 1000")]
    Some((quality * 1_000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_accepted_if_it_is_listed_with_a_nonzero_quality() {
        #[cfg(feature = "serve")]
        for (header, expected) in [
            ("gzip", true),
            ("deflate, GZIP;q=0.5", true),
            ("*", true),
            ("gzip;q=0, *", false),
            ("gzip;q=0.0", false),
            ("identity", false),
            ("", false),
            ("*;q=0", false),
        ] {
            assert_eq!(accepts_encoding(header, "gzip"), expected, "{header}");
        }
    }

    #[test]
    fn a_quality_is_a_number_from_0_to_1() {
        assert_eq!(["0", "0.001", "0.75", "1", "1.000"].map(quality), [0, 1, 750, 1_000, 1_000].map(Some));
        assert_eq!(["2", "-1", "NaN", "much", ""].map(quality), [None; 5]);
    }
}
