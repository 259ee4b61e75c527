//! Where spans or events come from, as `tracing` knows it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use tracing::callsite::{DefaultCallsite, Identifier};
use tracing::field::FieldSet;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata};

use crate::core::definition::definition::Definition;

/// A callsite. It is made at run time, when it is first needed, and never freed: an annotated function that is never
/// called, and an event that is never emitted, cost nothing but their names.
pub(crate) struct Callsite {
    /// Empty only while the site is made.
    metadata: OnceLock<Metadata<'static>>,
    interest: AtomicU8,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;

impl Callsite {
    /// A site of an operation, which the subscriber is told of.
    pub(crate) fn leaked(
        of: &Definition,
        (name, kind): (&'static str, Kind),
        level: Level,
        fields: &'static [&'static str],
    ) -> &'static Self {
        let callsite: &'static Self =
            Box::leak(Box::new(Self { metadata: OnceLock::new(), interest: AtomicU8::new(SOMETIMES) }));
        let (file, line) = (of.location.file(), of.location.line());
        callsite.metadata.get_or_init(|| {
            let fields = FieldSet::new(fields, Identifier(callsite));
            Metadata::new(name, of.target(), level, Some(file), Some(line), Some(of.module), fields, kind)
        });
        tracing::callsite::register(callsite);
        callsite
    }

    /// A site of nothing, which no subscriber is told of.
    pub(crate) fn disabled() -> &'static Self {
        static DISABLED: Callsite = Callsite { metadata: OnceLock::new(), interest: AtomicU8::new(NEVER) };
        &DISABLED
    }

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        self.metadata.get().unwrap_or(&UNMADE)
    }

    /// What `tracing`'s own macros ask: the cached interest, the levels, the subscriber. What nobody wants is known first.
    #[inline]
    pub(crate) fn is_enabled(&'static self) -> bool {
        self.may_be_enabled() && self.is_enabled_now()
    }

    /// Whether the subscriber may want it.
    #[inline]
    pub(crate) fn may_be_enabled(&self) -> bool {
        self.interest.load(Ordering::Relaxed) != NEVER
    }

    #[inline(never)]
    fn is_enabled_now(&'static self) -> bool {
        let metadata = self.metadata();
        let level = metadata.level();
        *level <= STATIC_MAX_LEVEL && *level <= LevelFilter::current() && self.asks_subscriber(metadata)
    }

    fn asks_subscriber(&self, metadata: &Metadata<'_>) -> bool {
        match self.interest.load(Ordering::Relaxed) {
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
        self.interest.store(interest, Ordering::Relaxed);
    }

    fn metadata(&self) -> &Metadata<'_> {
        self.metadata.get().unwrap_or(&UNMADE)
    }
}

/// What is said of a site while it is made, which is before anyone knows it.
static UNMADE: Metadata<'static> =
    Metadata::new("unmade", "", Level::TRACE, None, None, None, FieldSet::new(&[], Identifier(&NOWHERE)), Kind::EVENT);

static NOWHERE: DefaultCallsite = DefaultCallsite::new(&UNMADE);
