//! What the kit sends to an adapter.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A batch that the kit sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Load {
    Empty,
    Typical,
    Huge,
    Unicode,
    ControlCharacters,
    NotANumber,
    Infinities,
    IntegerLimits,
    EmptyTexts,
    DuplicateLabels,
    LongTexts,
    ManyLabels,
}

/// What an item contains, whatever its signal is.
#[derive(Clone, Debug)]
pub(super) struct Content {
    /// The name of a metric, span or component, and the target of a log record.
    pub(super) name: String,
    /// The message of a log record or component.
    pub(super) text: String,
    /// Labels, attributes, fields or parts.
    pub(super) labels: Vec<(String, String)>,
    pub(super) float: f64,
    pub(super) unsigned: u64,
    pub(super) signed: i64,
    pub(super) length: Duration,
    pub(super) time: SystemTime,
}

const HUGE: usize = 20_000;
const LONG: usize = 64 * 1_024;
const MANY: usize = 1_000;

impl Load {
    /// Returns the contents of the items. Items that are unusual are between typical ones, because an error of the
    /// batch would lose these, too.
    pub(super) fn contents(self) -> Vec<Content> {
        let between = |unusual: Vec<Content>| [vec![Content::typical()], unusual, vec![Content::typical()]].concat();
        let typical = Content::typical;
        match self {
            Self::Empty => Vec::new(),
            Self::Typical => vec![typical(), typical(), typical()],
            Self::Huge => vec![typical(); HUGE],
            Self::Unicode => {
                between(["größe 日本語 🦀 e\u{301}", "\u{202e}\u{200b}\u{feff}\u{10ffff}"].map(Content::of).into())
            }
            Self::ControlCharacters => {
                between(["a\0b", "a\r\nb", "\u{1b}[31m", "\u{7f}\u{85}\"\\{}"].map(Content::of).into())
            }
            Self::NotANumber => between([f64::NAN, -f64::NAN].map(|float| Content { float, ..typical() }).into()),
            Self::Infinities => {
                between([f64::INFINITY, f64::NEG_INFINITY].map(|float| Content { float, ..typical() }).into())
            }
            Self::IntegerLimits => between(integer_limits().into()),
            Self::EmptyTexts => between(vec![Content::of(""), Content { labels: Vec::new(), ..Content::of("") }]),
            Self::DuplicateLabels => {
                let label = |value: &str| ("method".to_owned(), value.to_owned());
                between(vec![Content { labels: vec![label("GET"), label("PUT"), label("GET")], ..typical() }])
            }
            Self::LongTexts => between(vec![Content::of(&"long".repeat(LONG / 4))]),
            Self::ManyLabels => {
                let labels = (0..MANY).map(|number| (format!("label_{number}"), number.to_string())).collect();
                between(vec![Content { labels, ..typical() }])
            }
        }
    }
}

impl Content {
    fn typical() -> Self {
        Self {
            name: "requests".to_owned(),
            text: "a request".to_owned(),
            labels: vec![("method".to_owned(), "GET".to_owned()), ("path".to_owned(), "/users".to_owned())],
            float: 1.5,
            unsigned: 3,
            signed: -2,
            length: Duration::from_millis(20),
            time: SystemTime::now(),
        }
    }

    /// Typical content in which every text is this one.
    fn of(text: &str) -> Self {
        let text = text.to_owned();
        Self { name: text.clone(), text: text.clone(), labels: vec![(text.clone(), text)], ..Self::typical() }
    }
}

fn integer_limits() -> [Content; 3] {
    // Some systems have no such time.
    let far = Duration::from_secs(300_000_000_000);
    let (past, future) = (UNIX_EPOCH.checked_sub(far), UNIX_EPOCH.checked_add(far));
    let typical = Content::typical;
    [
        Content { unsigned: 0, signed: 0, length: Duration::ZERO, float: -0.0, time: UNIX_EPOCH, ..typical() },
        Content {
            unsigned: u64::MAX,
            signed: i64::MAX,
            length: Duration::MAX,
            float: f64::MAX,
            time: future.unwrap_or(UNIX_EPOCH),
            ..typical()
        },
        Content {
            unsigned: 1 << 63,
            signed: i64::MIN,
            length: Duration::from_nanos(1),
            float: f64::MIN,
            time: past.unwrap_or(UNIX_EPOCH),
            ..typical()
        },
    ]
}
