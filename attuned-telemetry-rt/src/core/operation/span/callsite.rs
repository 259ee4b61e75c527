//! The `tracing` callsites of spans and events.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use tracing::callsite::{DefaultCallsite, Identifier};
use tracing::field::FieldSet;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::subscriber::{Interest, NoSubscriber};
use tracing::{Dispatch, Level, Metadata};

use crate::core::call::conditions::{self, NO_COUNTER};
use crate::core::operation::definition::definition::Definition;
use crate::core::verdict::caught::caught;

/// A callsite of spans or events. It is created at run time, when it is first needed, so a function that is never
/// called, or an event that is never emitted, has no callsite.
pub(crate) struct Callsite {
    /// The interest of the subscriber and, for the callsite of an operation's spans, [`UNREADY`] and the [conditions]
    /// of this process.
    flags: AtomicU8,
    /// Empty if the callsite is disabled.
    metadata: OnceLock<Metadata<'static>>,
}

/// What a call needs to start.
pub(crate) enum Needs {
    /// The processor's counter.
    Counter,
    /// If the call is timed, another clock.
    Clock,
    /// The processor's counter and a place in the trace.
    Place,
    /// Possibly a span, or a clock and a place in the trace.
    All,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;
/// The callsite is not registered yet. Its interest is not known.
const UNREGISTERED: u8 = 3;
const INTEREST: u8 = 3;

/// Set in the flags of an operation until its calls can be timed by the processor's counter: until a recorder is
/// installed, and the counter is calibrated.
const UNREADY: u8 = 1 << 6;

impl Callsite {
    /// Creates a callsite that no subscriber sees.
    pub(crate) const fn disabled() -> Self {
        Self { flags: AtomicU8::new(NEVER | UNREADY), metadata: OnceLock::new() }
    }

    /// Sets the metadata, so that the callsite can be registered.
    pub(super) fn describe(
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
        self.store_interest(UNREGISTERED);
    }

    /// Registers the callsite with the subscribers, once. Meanwhile the subscriber is asked about each span or event,
    /// because a subscriber may call this operation while it registers the callsite.
    #[cold]
    pub(crate) fn register(&'static self) {
        if is_subscriber_hidden() || !self.begin_registration() {
            return;
        }
        // If a subscriber panics, the interest stays unknown, and the subscriber is asked each time.
        caught(|| tracing::callsite::register(self));
    }

    /// Returns whether the caller has to register the callsite.
    fn begin_registration(&self) -> bool {
        let registering = |flags| (flags & INTEREST == UNREGISTERED).then_some(flags & !INTEREST | SOMETIMES);
        self.flags.fetch_update(Ordering::Relaxed, Ordering::Relaxed, registering).is_ok()
    }

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        self.metadata.get().unwrap_or(&NO_METADATA)
    }

    /// Whether the span or event is enabled. Checks the cached interest, the levels and the subscriber, as the macros
    /// of `tracing` do.
    #[inline]
    pub(crate) fn is_enabled(&'static self) -> bool {
        match self.interest() {
            NEVER => false,
            ALWAYS => self.has_enabled_level(),
            _ => self.has_enabled_level() && self.asks_subscriber(),
        }
    }

    /// Returns what a call needs.
    #[inline(always)]
    pub(crate) fn needs(&self) -> Needs {
        let flags = self.flags.load(Ordering::Relaxed);
        match () {
            () if flags == NEVER => Needs::Counter,
            () if flags & INTEREST != NEVER => Needs::All,
            () if flags & !(UNREADY | NO_COUNTER) == NEVER => Needs::Clock,
            () if flags & (UNREADY | NO_COUNTER) == NEVER => Needs::Place,
            () => Needs::All,
        }
    }

    /// Whether calls can be timed by the processor's counter.
    #[inline(always)]
    pub(crate) fn is_ready(&self) -> bool {
        self.flags.load(Ordering::Relaxed) & (UNREADY | NO_COUNTER) == 0
    }

    /// Declares that calls can be timed by the processor's counter.
    pub(crate) fn set_ready(&self) {
        self.flags.fetch_and(!UNREADY, Ordering::Relaxed);
    }

    /// Updates the flags when a condition of this process is set.
    pub(super) fn watch_conditions(&'static self) {
        conditions::keep_informed(&self.flags);
    }

    #[inline(always)]
    fn interest(&self) -> u8 {
        self.flags.load(Ordering::Relaxed) & INTEREST
    }

    fn store_interest(&self, interest: u8) {
        let _ =
            self.flags.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |flags| Some(flags & !INTEREST | interest));
    }

    #[inline]
    fn has_enabled_level(&'static self) -> bool {
        let level = self.metadata().level();
        *level <= STATIC_MAX_LEVEL && *level <= LevelFilter::current()
    }

    #[inline(never)]
    fn asks_subscriber(&'static self) -> bool {
        if self.interest() == UNREGISTERED {
            self.register();
        }
        match self.interest() {
            NEVER => false,
            ALWAYS => true,
            _ => tracing::dispatcher::get_default(|dispatch| dispatch.enabled(self.metadata())),
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
        self.metadata.get().unwrap_or(&NO_METADATA)
    }
}

/// Whether the process has a subscriber that is not the current one of this thread: it is the scoped subscriber of
/// another thread, or this thread is running its code. If a callsite were registered now, `tracing` might not ask this
/// subscriber, and would cache that no subscriber is interested.
fn is_subscriber_hidden() -> bool {
    LevelFilter::current() != LevelFilter::OFF && tracing::dispatcher::get_default(Dispatch::is::<NoSubscriber>)
}

/// The metadata of a disabled callsite. No subscriber sees it.
static NO_METADATA: Metadata<'static> =
    Metadata::new("", "", Level::TRACE, None, None, None, FieldSet::new(&[], Identifier(&NOWHERE)), Kind::EVENT);

static NOWHERE: DefaultCallsite = DefaultCallsite::new(&NO_METADATA);
