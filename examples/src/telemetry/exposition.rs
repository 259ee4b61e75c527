//! Reads Prometheus' text format.
//!
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>

use std::collections::BTreeMap;

/// One line that has a value: `name{label="value",…} 12.5`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) value: f64,
}

impl Sample {
    /// Every sample in a text. Comments, and lines that are none of this, are passed over.
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
        // Behind the value there may be a time or an exemplar.
        let value = rest.split_whitespace().next()?.parse().ok()?;
        Some(Self { name: name.to_owned(), labels, value })
    }
}

/// `a="x",b="y"} rest` → the labels, and the rest.
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

/// `x\"y" rest` → `x"y`, and the rest.
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

    fn sample(line: &str) -> Option<(String, Vec<(String, String)>, f64)> {
        Sample::parse(line).map(|sample| (sample.name, sample.labels.into_iter().collect(), sample.value))
    }

    fn label(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_sample_has_a_name_labels_and_a_value() {
        assert_eq!(sample("up 1"), Some(("up".to_owned(), vec![], 1.0)));
        let labels = vec![label("le", "+Inf"), label("path", "/state/{user}")];
        let line = r#"took_bucket{path="/state/{user}",le="+Inf"} 3 1760000000000"#;
        assert_eq!(sample(line), Some(("took_bucket".to_owned(), labels, 3.0)));
    }

    #[test]
    fn escapes_in_labels_are_undone() {
        let labels = vec![label("said", "\"a\\b\"\n")];
        assert_eq!(sample(r#"x{said="\"a\\b\"\n"} 2.5"#), Some(("x".to_owned(), labels, 2.5)));
    }

    #[test]
    fn what_is_no_sample_is_passed_over() {
        let text = "# TYPE up gauge\n\nup\nup{a=\"b} 1\nup one\nup 1\n";
        assert_eq!(Sample::parse_all(text).len(), 1);
    }
}
