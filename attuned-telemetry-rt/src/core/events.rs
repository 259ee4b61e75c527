//! The events of an operation: an error, a returned value, a slow call.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use tracing::callsite::{Callsite, Identifier};
use tracing::field::FieldSet;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Value};

use super::definition::Settings;
use super::operation::Operation;

/// The events of an operation. Their callsites are made when they are first needed: most annotations ask for none.
pub(super) struct Events {
    error: OnceLock<&'static Site>,
    returned: OnceLock<&'static Site>,
    slow: OnceLock<&'static Site>,
}

impl Events {
    pub(super) const fn new() -> Self {
        Self { error: OnceLock::new(), returned: OnceLock::new(), slow: OnceLock::new() }
    }
}

/// What a callsite is made of, besides its operation.
struct Description {
    name: &'static str,
    level: Level,
    fields: &'static [&'static str],
}

impl Operation {
    /// The call returned an error.
    pub(super) fn error_event(&'static self, error: Option<&dyn Value>, error_type: &'static str) {
        let level = self.definition.settings.err_level;
        let description = Description { name: "error", level, fields: &["error", "error.type"] };
        self.emit(&self.events.error, &description, &[error, Some(&error_type)]);
    }

    /// The call returned a value that is no error.
    pub(super) fn returned_event(&'static self, value: &dyn Value) {
        let Settings { level, ret_level, .. } = self.definition.settings;
        let level = ret_level.unwrap_or(level);
        let description = Description { name: "return", level, fields: &["return"] };
        self.emit(&self.events.returned, &description, &[Some(value)]);
    }

    /// The call took longer than it should.
    pub(super) fn slow_event(&'static self, seconds: f64, limit: f64) {
        let fields = &["message", "duration_seconds", "slow_seconds"];
        let description = Description { name: "slow", level: Level::WARN, fields };
        self.emit(&self.events.slow, &description, &[Some(&"slow call"), Some(&seconds), Some(&limit)]);
    }

    fn emit(&'static self, place: &OnceLock<&'static Site>, description: &Description, values: &[Option<&dyn Value>]) {
        let level = description.level;
        if level > STATIC_MAX_LEVEL || level > LevelFilter::current() {
            return;
        }
        // The subscriber is asked about a new site outside the lock's own initialisation: it may call this operation.
        let site = match place.get() {
            Some(site) => *site,
            None => {
                let site = Site::leaked(self, description);
                *place.get_or_init(|| site)
            }
        };
        let metadata = site.metadata();
        if site.is_wanted() {
            Event::dispatch(metadata, &metadata.fields().value_set_all(values));
        }
    }
}

/// Where an event comes from. One for each kind of event that an operation has had: it is never freed.
struct Site {
    metadata: OnceLock<Metadata<'static>>,
    interest: AtomicU8,
    fallback: &'static Metadata<'static>,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;

impl Site {
    fn leaked(operation: &'static Operation, description: &Description) -> &'static Self {
        let of = &operation.metadata;
        let site: &'static Self =
            Box::leak(Box::new(Self { metadata: OnceLock::new(), interest: AtomicU8::new(SOMETIMES), fallback: of }));
        site.metadata.get_or_init(|| {
            let fields = FieldSet::new(description.fields, Identifier(site));
            let (name, level) = (description.name, description.level);
            Metadata::new(name, of.target(), level, of.file(), of.line(), of.module_path(), fields, Kind::EVENT)
        });
        tracing::callsite::register(site);
        site
    }

    fn is_wanted(&self) -> bool {
        match self.interest.load(Ordering::Relaxed) {
            NEVER => false,
            ALWAYS => true,
            _ => tracing::dispatcher::get_default(|dispatch| dispatch.enabled(self.metadata())),
        }
    }
}

impl Callsite for Site {
    fn set_interest(&self, interest: Interest) {
        let interest = match () {
            () if interest.is_never() => NEVER,
            () if interest.is_always() => ALWAYS,
            () => SOMETIMES,
        };
        self.interest.store(interest, Ordering::Relaxed);
    }

    /// The operation's own, until it is made: which is before anyone can ask.
    fn metadata(&self) -> &Metadata<'_> {
        self.metadata.get().unwrap_or(self.fallback)
    }
}
