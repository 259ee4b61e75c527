//! Writes readable YAML: expressions in blocks, and quotes only where necessary.
//!
//! Source: <https://yaml.org/spec/1.2.2/>

use std::fmt::Write as _;

use crate::core::text::dangerous::is_dangerous;

/// A node of a document.
pub(crate) enum Yaml {
    /// Text in one line, plain or quoted.
    Line(String),
    /// Text in a literal block, which keeps its lines.
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

    /// A sentence: quoted, or in a block if it contains quotes.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.contains(['"', '\\', '\n']) { Self::Block(text) } else { Self::Line(text) }
    }

    pub(crate) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }

    /// Returns the document.
    pub(crate) fn document(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    /// Writes a node at the current position.
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

    /// Writes the value after the colon of a key.
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

/// Whether a literal block can represent the text exactly. The first line sets the indentation, and a block has no
/// escapes.
fn fits_a_block(text: &str) -> bool {
    let is_shown = |letter: char| letter == '\n' || !needs_escape(letter);
    !text.is_empty() && !text.starts_with([' ', '\n']) && !text.ends_with('\n') && text.chars().all(is_shown)
}

/// Returns the line, in quotes if a parser could read it as something other than text.
fn scalar(line: &str) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | ':' | '-');
    let begins = line.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    let plain = begins && line.chars().all(is_word) && !line.ends_with(':') && !is_keyword(line);
    if plain || is_duration(line) { line.to_owned() } else { quoted(line) }
}

/// `10m`, which is not a number.
fn is_duration(line: &str) -> bool {
    let unit = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    unit.len() < line.len() && matches!(unit, "s" | "m" | "h" | "d")
}

/// Whether some parsers read the word as a Boolean or as null.
fn is_keyword(word: &str) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    words.iter().any(|meaning| word.eq_ignore_ascii_case(meaning))
}

/// Quotes text like JSON, which is valid YAML.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for letter in json.chars() {
        if needs_escape(letter) {
            // Unlike JSON, YAML has an escape for a character of two UTF-16 units. Writing to a `String` cannot fail.
            let _ = match u32::from(letter) {
                number @ 0x1_0000.. => write!(quoted, "\\U{number:08x}"),
                number => write!(quoted, "\\u{number:04x}"),
            };
        } else {
            quoted.push(letter);
        }
    }
    quoted
}

/// Whether a character must be escaped.
fn needs_escape(letter: char) -> bool {
    is_dangerous(letter) || matches!(letter, '\u{fffe}' | '\u{ffff}')
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
    fn ambiguous_text_is_quoted() {
        let line = |text: &str| Yaml::map([("k", Yaml::line(text))]).document();
        for plain in ["upsert", "a:b_c.d-e", "10m", "ratio_rate5m"] {
            assert_eq!(line(plain), format!("k: {plain}\n"));
        }
        for text in ["", "no", "True", "12", "1e3", "a b", "a:", "- a", "#a", "{a}", "größe", "*a", "~", ".5"] {
            assert_eq!(line(text), format!("k: \"{text}\"\n"));
        }
        assert_eq!(line("a\"b\\c\n\u{7f}\u{85}\u{2028}"), "k: \"a\\\"b\\\\c\\n\\u007f\\u0085\\u2028\"\n");
        assert_eq!(line("\u{202e}\u{200b}\u{e0041}"), "k: \"\\u202e\\u200b\\U000e0041\"\n");
    }

    #[test]
    fn text_that_does_not_fit_a_block_is_quoted() {
        for text in [" begins", "ends\n", "", "bell\u{7}", "return\r\nline"] {
            let document = Yaml::map([("k", Yaml::block(text))]).document();
            assert!(document.starts_with("k: \"") && document.lines().count() == 1, "{document}");
        }
    }
}
