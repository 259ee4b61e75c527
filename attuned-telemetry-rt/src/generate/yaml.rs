//! Writes YAML that people read: rules in blocks, and quotes only where they are needed.
//!
//! Source: <https://yaml.org/spec/1.2.2/>

use std::fmt::Write as _;

/// A node of a document.
pub(crate) enum Yaml {
    /// A line of text, plain or quoted.
    Line(String),
    /// Text that keeps its lines, in a block.
    Block(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    pub(crate) fn line(text: impl Into<String>) -> Self {
        Self::Line(text.into())
    }

    pub(crate) fn block(text: impl Into<String>) -> Self {
        Self::Block(text.into())
    }

    /// A sentence: in quotes, or in a block if it has quotes of its own.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.contains(['"', '\\', '\n']) { Self::Block(text) } else { Self::Line(text) }
    }

    pub(crate) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }

    /// The document.
    pub(crate) fn document(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    /// Writes what stands alone: a list or a map, from where the cursor is.
    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Self::Line(_) | Self::Block(_) => self.write_behind(text, depth),
            Self::List(nodes) => {
                for (position, node) in nodes.iter().enumerate() {
                    indent(text, if position == 0 { 0 } else { depth });
                    text.push_str("- ");
                    node.write(text, depth + 1);
                }
            }
            Self::Map(entries) => {
                for (position, (key, value)) in entries.iter().enumerate() {
                    indent(text, if position == 0 { 0 } else { depth });
                    text.push_str(&scalar(key));
                    text.push(':');
                    value.write_behind(text, depth);
                }
            }
        }
    }

    /// Writes what a key has behind its colon.
    fn write_behind(&self, text: &mut String, depth: usize) {
        match self {
            Self::Line(line) => end_line(text, &scalar(line)),
            Self::Block(block) if fits_a_block(block) => {
                text.push_str(" |-\n");
                for line in block.lines() {
                    indent(text, if line.is_empty() { 0 } else { depth + 1 });
                    text.push_str(line);
                    text.push('\n');
                }
            }
            Self::Block(block) => end_line(text, &quoted(block)),
            Self::List(nodes) if nodes.is_empty() => text.push_str(" []\n"),
            Self::Map(entries) if entries.is_empty() => text.push_str(" {}\n"),
            Self::List(_) | Self::Map(_) => {
                text.push('\n');
                indent(text, depth + 1);
                self.write(text, depth + 1);
            }
        }
    }
}

fn end_line(text: &mut String, value: &str) {
    text.push(' ');
    text.push_str(value);
    text.push('\n');
}

fn indent(text: &mut String, depth: usize) {
    text.push_str(&"  ".repeat(depth));
}

/// Whether a block gives the text back letter by letter: its first line says how far the others are indented, and
/// nothing in it can be escaped.
fn fits_a_block(text: &str) -> bool {
    let is_shown = |letter: char| letter == '\n' || !needs_escape(letter);
    !text.is_empty() && !text.starts_with([' ', '\n']) && !text.ends_with('\n') && text.chars().all(is_shown)
}

/// A line as it is, if nobody can take it for something else than text; else in quotes.
fn scalar(line: &str) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | ':' | '-');
    let begins = line.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    let plain = begins && line.chars().all(is_word) && !line.ends_with(':') && !means_something(line);
    if plain || is_duration(line) { line.to_owned() } else { quoted(line) }
}

/// `10m`, which is no number.
fn is_duration(line: &str) -> bool {
    let unit = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    unit.len() < line.len() && matches!(unit, "s" | "m" | "h" | "d")
}

/// The words that some readers take for a truth or for nothing.
fn means_something(word: &str) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    words.iter().any(|meaning| word.eq_ignore_ascii_case(meaning))
}

/// The quotes are those of JSON, which is YAML.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for letter in json.chars() {
        if needs_escape(letter) {
            // A `String` takes whatever is written to it.
            let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
        } else {
            quoted.push(letter);
        }
    }
    quoted
}

/// What must not stand in a document as it is.
fn needs_escape(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::Yaml;

    #[test]
    fn lists_maps_and_blocks_are_indented() {
        let rule = Yaml::map([
            ("alert", Yaml::line("Late")),
            ("expr", Yaml::block("up == 0\n\n  or down")),
            ("labels", Yaml::map([("severity", Yaml::line("page"))])),
        ]);
        let none = Yaml::map([("rules", Yaml::List(Vec::new())), ("labels", Yaml::map([]))]);
        let document = Yaml::map([("groups", Yaml::List(vec![rule, none]))]).document();
        let expected = "\
groups:
  - alert: Late
    expr: |-
      up == 0

        or down
    labels:
      severity: page
  - rules: []
    labels: {}
";
        assert_eq!(document, expected);
    }

    #[test]
    fn text_that_could_be_taken_for_something_else_is_quoted() {
        let line = |text: &str| Yaml::map([("k", Yaml::line(text))]).document();
        for plain in ["upsert", "a:b_c.d-e", "10m", "ratio_rate5m"] {
            assert_eq!(line(plain), format!("k: {plain}\n"));
        }
        for text in ["", "no", "True", "12", "1e3", "a b", "a:", "- a", "#a", "{a}", "größe", "*a", "~", ".5"] {
            assert_eq!(line(text), format!("k: \"{text}\"\n"));
        }
        assert_eq!(line("a\"b\\c\n\u{7f}\u{85}\u{2028}"), "k: \"a\\\"b\\\\c\\n\\u007f\\u0085\\u2028\"\n");
    }

    #[test]
    fn block_that_would_not_come_back_is_quoted() {
        for text in [" begins", "ends\n", "", "bell\u{7}", "return\r\nline"] {
            let document = Yaml::map([("k", Yaml::block(text))]).document();
            assert!(document.starts_with("k: \"") && document.lines().count() == 1, "{document}");
        }
    }
}
