//! Places in the code.

use tracing::callsite::{Callsite, Identifier};
use tracing::field::FieldSet;
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata};

/// The place of a span or an event. No subscriber is asked about it.
struct Place(&'static Metadata<'static>);

impl Callsite for Place {
    fn set_interest(&self, _: Interest) {}

    fn metadata(&self) -> &Metadata<'_> {
        self.0
    }
}

macro_rules! places {
    ($($name:ident: $kind:ident $text:literal in $target:literal, $line:expr;)*) => {
        $(
            pub(in crate::export::otlp::encode::tests) static $name: Metadata<'static> = Metadata::new(
                $text,
                $target,
                Level::INFO,
                Some("src/lib.rs"),
                $line,
                None,
                FieldSet::new(&[], Identifier(&Place(&$name))),
                Kind::$kind,
            );
        )*
    };
}

places! {
    CHECKOUT: SPAN "checkout" in "shop::orders", Some(7);
    PAY: SPAN "pay" in "shop::payments", None;
    REQUEST: SPAN "request" in "hyper", Some(300);
    SENT: EVENT "event src/lib.rs:3" in "shop::orders", Some(3);
}

/// All places of spans.
pub(in crate::export::otlp::encode::tests) const OF_SPANS: [&Metadata<'static>; 3] = [&CHECKOUT, &PAY, &REQUEST];

/// Returns the scope of a place.
pub(in crate::export::otlp::encode::tests) fn scope(place: &Metadata<'static>) -> &'static str {
    if place.target() == "hyper" { "hyper" } else { "shop" }
}
