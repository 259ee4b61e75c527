//! Reads Prometheus' text format.
//!
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>

use std::collections::BTreeMap;

/// A line with a value: `name{label="value",…} 12.5`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) value: f64,
}

impl Sample {
    /// Parses every sample in a text. Comments and invalid lines are skipped.
    pub(super) fn parse_all(text: &str) -> Vec<Self> {
        text.lines().filter(|line| !line.starts_with('#')).filter_map(Self::parse).collect()
    }

    fn parse(line: &str) -> Option<Self> {
        let end = line.find(['{', ' '])?;
        let (name, rest) = line.split_at(end);
        let (labels, rest) = match rest.strip_prefix('{') {
            Some(rest) => labels(rest)?,
            None => (BTreeMap::new(), rest),
        };
        // A timestamp or an exemplar may follow the value.
        let value = rest.split_whitespace().next()?.parse().ok()?;
        Some(Self { name: name.to_owned(), labels, value })
    }
}

/// Parses `a="x",b="y"} rest` into the labels and the rest.
fn labels(mut rest: &str) -> Option<(BTreeMap<String, String>, &str)> {
    let mut labels = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches([',', ' ']);
        if let Some(rest) = rest.strip_prefix('}') {
            return Some((labels, rest));
        }
        let (name, quoted) = rest.split_once("=\"")?;
        let (value, behind) = unquoted(quoted)?;
        labels.insert(name.to_owned(), value);
        rest = behind;
    }
}

/// Parses `x\"y" rest` into `x"y` and the rest.
fn unquoted(quoted: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    loop {
        match letters.next()? {
            (end, '"') => return Some((value, &quoted[end + 1..])),
            (_, '\\') => value.push(match letters.next()?.1 {
                'n' => '\n',
                escaped => escaped,
            }),
            (_, letter) => value.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(name: &str, labels: &[(&str, &str)], value: f64) -> Sample {
        let labels = labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Sample { name: name.to_owned(), labels, value }
    }

    #[test]
    fn a_sample_has_a_name_labels_and_a_value() {
        assert_eq!(Sample::parse("up 1"), Some(sample("up", &[], 1.0)));
        let expected = sample("took_bucket", &[("le", "+Inf"), ("path", "/state/{user}")], 3.0);
        assert_eq!(Sample::parse(r#"took_bucket{path="/state/{user}",le="+Inf"} 3 1760000000000"#), Some(expected));
    }

    #[test]
    fn escapes_in_labels_are_undone() {
        let expected = sample("x", &[("said", "\"a\\b\"\n")], 2.5);
        assert_eq!(Sample::parse(r#"x{said="\"a\\b\"\n"} 2.5"#), Some(expected));
    }

    #[test]
    fn other_lines_are_skipped() {
        let text = "# TYPE up gauge\n\nup\nup{a=\"b} 1\nup one\nup 1\n";
        assert_eq!(Sample::parse_all(text).len(), 1);
    }
}
