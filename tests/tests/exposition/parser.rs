//! Parses both text formats, and rejects what they forbid.

use attuned_telemetry_rt::export::prometheus::Format;

use crate::rules;

/// A metric on the page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Family {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) help: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) samples: Vec<Sample>,
}

/// One line with a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) value: f64,
}

impl Sample {
    /// Returns the value of a label.
    pub(crate) fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The contents of a page.
pub(crate) fn parse(page: &str, format: Format) -> Vec<Family> {
    let is_open_metrics = format != Format::Text;
    let page = if is_open_metrics { page.strip_suffix("# EOF\n").expect_end(page) } else { page };
    assert!(page.is_empty() || page.ends_with('\n'), "the last line has no line feed");
    let mut families: Vec<Family> = Vec::new();
    for line in page.split_terminator('\n') {
        if let Some(comment) = line.strip_prefix("# ") {
            let mut words = comment.splitn(3, ' ');
            let [word, name, rest] = [(); 3].map(|()| words.next().unwrap_or_else(|| panic!("{line}")));
            let family = family_named(&mut families, name);
            assert!(family.samples.is_empty(), "{line} comes after values");
            match word {
                "HELP" => assert_eq!(family.help.replace(unescaped(rest, is_open_metrics)), None, "{line}"),
                "TYPE" => assert_eq!(std::mem::replace(&mut family.kind, rest.to_owned()), "", "{line}"),
                "UNIT" if is_open_metrics => assert_eq!(family.unit.replace(rest.to_owned()), None, "{line}"),
                _ => panic!("unknown comment: {line}"),
            }
        } else {
            families.last_mut().unwrap_or_else(|| panic!("{line} belongs to no metric")).samples.push(sample(line));
        }
    }
    rules::check(&families, is_open_metrics);
    families
}

trait ExpectEnd<'page> {
    fn expect_end(self, page: &str) -> &'page str;
}

impl<'page> ExpectEnd<'page> for Option<&'page str> {
    fn expect_end(self, page: &str) -> &'page str {
        self.unwrap_or_else(|| panic!("`# EOF` is missing: {page}"))
    }
}

/// Returns the last metric, if it has this name, or a new one.
fn family_named<'families>(families: &'families mut Vec<Family>, name: &str) -> &'families mut Family {
    if families.last().is_none_or(|last| last.name != name) {
        assert!(families.iter().all(|family| family.name != name), "{name} appears twice");
        families.push(Family { name: name.to_owned(), ..Family::default() });
    }
    families.last_mut().unwrap()
}

/// `name{a="b"} 1`
fn sample(line: &str) -> Sample {
    let end = line.find(['{', ' ']).unwrap_or_else(|| panic!("{line}"));
    let (name, rest) = line.split_at(end);
    let (labels, value) = match rest.strip_prefix('{') {
        Some(rest) => labels(rest),
        None => (Vec::new(), rest),
    };
    let value = number(value.strip_prefix(' ').unwrap_or_else(|| panic!("{line}")));
    Sample { name: name.to_owned(), labels, value }
}

/// `a="x",b="y"} 1` → the labels and ` 1`.
fn labels(mut rest: &str) -> (Vec<(String, String)>, &str) {
    let mut labels = Vec::new();
    loop {
        let (name, quoted) = rest.split_once("=\"").unwrap_or_else(|| panic!("no label: {rest}"));
        let end = end_of_quoted(quoted);
        labels.push((name.to_owned(), unescaped(&quoted[..end], true)));
        rest = &quoted[end + 1..];
        match rest.strip_prefix('}') {
            Some(rest) => return (labels, rest),
            None => rest = rest.strip_prefix(',').unwrap_or_else(|| panic!("no comma: {rest}")),
        }
    }
}

/// Position of the first quote that is not escaped.
fn end_of_quoted(text: &str) -> usize {
    let mut letters = text.char_indices();
    loop {
        match letters.next().unwrap_or_else(|| panic!("no quote: {text}")) {
            (end, '"') => return end,
            (_, '\\') => drop(letters.next()),
            _ => {}
        }
    }
}

/// Quotes must be escaped in labels and in the HELP text of OpenMetrics, and must not be escaped in that of Prometheus.
fn unescaped(text: &str, quotes_are_escaped: bool) -> String {
    let mut letters = text.chars();
    let mut unescaped = String::new();
    while let Some(letter) = letters.next() {
        unescaped.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('\\') => '\\',
                Some('"') if quotes_are_escaped => '"',
                _ => panic!("unknown escape: {text}"),
            },
            '"' if quotes_are_escaped => panic!("unescaped quote: {text}"),
            '\n' => panic!("text contains a line feed: {text}"),
            letter => letter,
        });
    }
    unescaped
}

fn number(text: &str) -> f64 {
    match text {
        "+Inf" => f64::INFINITY,
        "-Inf" => f64::NEG_INFINITY,
        "NaN" => f64::NAN,
        _ => {
            assert!(text.starts_with(|first: char| first == '-' || first.is_ascii_digit()), "not a number: {text}");
            text.parse().unwrap_or_else(|_| panic!("not a number: {text}"))
        }
    }
}
