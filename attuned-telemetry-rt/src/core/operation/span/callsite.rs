//! The `tracing` callsites of spans and events.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use tracing::callsite::{DefaultCallsite, Identifier};
use tracing::field::FieldSet;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata};

use crate::core::call::conditions::{self, NO_COUNTER};
use crate::core::operation::definition::definition::Definition;

/// A callsite of spans or events. It is created at run time, when it is first needed, so a function that is never
/// called, or an event that is never emitted, has no callsite.
pub(crate) struct Callsite {
    /// The interest of the subscriber and, for the callsite of an operation's spans, [`UNREADY`] and the [conditions] of
    /// this process.
    flags: AtomicU8,
    /// Empty until the callsite is registered.
    metadata: OnceLock<Metadata<'static>>,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;
const INTEREST: u8 = 3;

/// Set in the flags of an operation until its calls can be timed by the processor's counter: until a recorder is
/// installed, and the counter is calibrated.
const UNREADY: u8 = 1 << 6;

impl Callsite {
    /// Creates a callsite that is not registered.
    pub(crate) const fn disabled() -> Self {
        Self { flags: AtomicU8::new(NEVER | UNREADY), metadata: OnceLock::new() }
    }

    /// Registers the callsite with the subscriber.
    pub(super) fn register(
        &'static self,
        of: &Definition,
        (name, kind): (&'static str, Kind),
        level: Level,
        fields: &'static [&'static str],
    ) {
        let (file, line) = (of.location.file(), of.location.line());
        self.metadata.get_or_init(|| {
            let fields = FieldSet::new(fields, Identifier(self));
            Metadata::new(name, of.target(), level, Some(file), Some(line), Some(of.module), fields, kind)
        });
        self.store_interest(SOMETIMES);
        tracing::callsite::register(self);
    }

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        self.metadata.get().unwrap_or(&UNREGISTERED)
    }

    /// Whether the span or event is enabled. Checks the cached interest, the levels and the subscriber, as the macros
    /// of `tracing` do.
    #[inline]
    pub(crate) fn is_enabled(&'static self) -> bool {
        !self.is_disabled() && self.is_enabled_now()
    }

    /// Whether a call only needs to be measured, by the processor's counter: no subscriber wants its span, and nothing
    /// reads ids.
    #[inline]
    pub(crate) fn is_idle(&self) -> bool {
        self.flags.load(Ordering::Relaxed) == NEVER
    }

    /// Whether a call would be [idle](Self::is_idle) if it could be timed by the processor's counter.
    #[inline]
    pub(crate) fn is_idle_but_unready(&self) -> bool {
        self.flags.load(Ordering::Relaxed) & !(UNREADY | NO_COUNTER) == NEVER
    }

    /// Whether calls can be timed by the processor's counter.
    #[inline]
    pub(crate) fn is_ready(&self) -> bool {
        self.flags.load(Ordering::Relaxed) & (UNREADY | NO_COUNTER) == 0
    }

    /// Declares that calls can be timed by the processor's counter.
    pub(crate) fn set_ready(&self) {
        self.flags.fetch_and(!UNREADY, Ordering::Relaxed);
    }

    /// Whether no subscriber wants its span.
    #[inline]
    pub(crate) fn is_disabled(&self) -> bool {
        self.interest() == NEVER
    }

    /// Updates the flags when a condition of this process is set.
    pub(super) fn watch_conditions(&'static self) {
        conditions::keep_informed(&self.flags);
    }

    #[inline]
    fn interest(&self) -> u8 {
        self.flags.load(Ordering::Relaxed) & INTEREST
    }

    fn store_interest(&self, interest: u8) {
        let _ =
            self.flags.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |flags| Some(flags & !INTEREST | interest));
    }

    #[inline]
    fn is_enabled_now(&'static self) -> bool {
        let metadata = self.metadata();
        let level = metadata.level();
        *level <= STATIC_MAX_LEVEL && *level <= LevelFilter::current() && self.asks_subscriber(metadata)
    }

    #[inline]
    fn asks_subscriber(&self, metadata: &Metadata<'_>) -> bool {
        match self.interest() {
            NEVER => false,
            ALWAYS => true,
            _ => tracing::dispatcher::get_default(|dispatch| dispatch.enabled(metadata)),
        }
    }
}

impl tracing::Callsite for Callsite {
    fn set_interest(&self, interest: Interest) {
        let interest = match () {
            () if interest.is_never() => NEVER,
            () if interest.is_always() => ALWAYS,
            () => SOMETIMES,
        };
        self.store_interest(interest);
    }

    fn metadata(&self) -> &Metadata<'_> {
        self.metadata.get().unwrap_or(&UNREGISTERED)
    }
}

/// The metadata of a callsite before it is registered. No subscriber sees it.
static UNREGISTERED: Metadata<'static> =
    Metadata::new("", "", Level::TRACE, None, None, None, FieldSet::new(&[], Identifier(&NOWHERE)), Kind::EVENT);

static NOWHERE: DefaultCallsite = DefaultCallsite::new(&UNREGISTERED);
