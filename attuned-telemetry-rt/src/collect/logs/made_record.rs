//! Log records that are not events of `tracing`.

use std::time::{SystemTime, UNIX_EPOCH};

use tracing::callsite::{Callsite, Identifier};
use tracing::field::FieldSet;
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata};

use super::log_fields::LogTexts;
use super::log_record::LogRecord;
use crate::collect::attributes::list::AttributeList;
use crate::collect::attributes::value::AttributeValue;
use crate::collect::limits;
use crate::collect::limits::item_limits::{beginning, characters};
use crate::core::context::trace_context::TraceContext;

impl LogRecord {
    /// Creates a record without attributes.
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use attuned_telemetry_rt::collect::{AttributeValue, LogRecord};
    /// use tracing::Level;
    ///
    /// let record = LogRecord::new(SystemTime::now(), Level::INFO, "shop", "order placed")
    ///     .with_attribute("user", AttributeValue::Text("ada"));
    /// assert_eq!(record.message(), "order placed");
    /// assert_eq!(record.attributes().get("user"), Some(AttributeValue::Text("ada")));
    /// ```
    #[must_use]
    pub fn new(time: SystemTime, level: Level, target: &str, message: &str) -> Self {
        let mut attributes = AttributeList::default();
        let mut add = |text| {
            let rest = limits::TEXT.saturating_sub(attributes.texts.len());
            Some(attributes.texts.add(beginning(text, rest)))
        };
        let texts = LogTexts { target: add(target), message: add(message), ..LogTexts::default() };
        let since_1970 = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            metadata: metadata_of(level),
            time: u64::try_from(since_1970.as_nanos()).unwrap_or(u64::MAX),
            context: None,
            attributes,
            texts,
            left_out: 0,
        }
    }

    /// Sets the ids of the span that the record belongs to.
    #[must_use]
    pub fn with_context(self, context: TraceContext) -> Self {
        Self { context: Some(context), ..self }
    }

    /// Adds an attribute, with the limits of [`attributes`](Self::attributes).
    #[must_use]
    pub fn with_attribute(mut self, name: &str, value: AttributeValue<'_>) -> Self {
        let rest = limits::TEXT.saturating_sub(self.attributes.texts.len());
        let of_log = limits::of_log();
        let has_room = self.attributes.has_room(&of_log, name) && name.len() <= rest;
        match (has_room, value) {
            (false, _) => self.left_out += 1,
            (true, AttributeValue::Text(text)) => {
                let text = beginning(characters(text, of_log.value_length), rest - name.len());
                self.attributes.push_named(name, AttributeValue::Text(text));
            }
            (true, value) => self.attributes.push_named(name, value),
        }
        self
    }
}

/// The place of the records of a level. No subscriber is asked about it.
struct Site(Level);

static ERROR: Metadata<'static> = metadata(Level::ERROR, &Site(Level::ERROR));
static WARN: Metadata<'static> = metadata(Level::WARN, &Site(Level::WARN));
static INFO: Metadata<'static> = metadata(Level::INFO, &Site(Level::INFO));
static DEBUG: Metadata<'static> = metadata(Level::DEBUG, &Site(Level::DEBUG));
static TRACE: Metadata<'static> = metadata(Level::TRACE, &Site(Level::TRACE));

const fn metadata(level: Level, site: &'static Site) -> Metadata<'static> {
    let fields = FieldSet::new(&[], Identifier(site));
    Metadata::new("log record", "", level, None, None, None, fields, Kind::EVENT)
}

fn metadata_of(level: Level) -> &'static Metadata<'static> {
    match level {
        Level::ERROR => &ERROR,
        Level::WARN => &WARN,
        Level::INFO => &INFO,
        Level::DEBUG => &DEBUG,
        Level::TRACE => &TRACE,
    }
}

impl Callsite for Site {
    fn set_interest(&self, _: Interest) {}

    fn metadata(&self) -> &Metadata<'_> {
        metadata_of(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_keeps_the_limits() {
        let long = "ä".repeat(limits::TEXT);
        let mut record = LogRecord::new(SystemTime::now(), Level::WARN, "shop", &long);
        assert_eq!((record.level(), record.target()), (Level::WARN, "shop"));
        assert_eq!(record.message().len(), limits::TEXT - 4);
        record = record.with_attribute("name", AttributeValue::Bool(true));
        assert_eq!((record.attributes().len(), record.dropped_attributes()), (0, 1));

        let mut record = LogRecord::new(UNIX_EPOCH, Level::WARN, "shop", "many");
        for number in 0..131 {
            record = record.with_attribute(&number.to_string(), AttributeValue::Text(&long));
        }
        assert_eq!(record.target(), "shop");
        assert!(record.attributes().len() < 128, "the texts are at their limit");
        assert_eq!(record.attributes().len() + record.dropped_attributes() as usize, 131);
    }
}
