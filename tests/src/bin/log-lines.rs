//! Starts logs from environment variables and writes the lines of one case, for the tests that read them.

#![allow(clippy::panic, reason = "some values panic on purpose")]

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

use attuned_telemetry_rt::init::init_tracing_from_env;
use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::DANGEROUS;
use tracing::{info, info_span};

/// Untrusted text with control characters and escapes.
const HOSTILE: &str =
    "ada\n2026-01-01T00:00:00Z ERROR forged: \u{1b}[31mred\r\u{7}\u{9b}\u{7f}\u{202e}\u{2028}\u{feff}";

#[observed(scope = "shop", op = "buy", target = "shop", fields(user_id = HOSTILE))]
fn buy() {
    info!(item = HOSTILE, "bought by {HOSTILE}");
}

#[observed(scope = "shop", op = "rename", fields(name), err)]
fn rename(name: &str) -> Result<(), std::num::ParseIntError> {
    name.parse::<u8>().map(drop)
}

/// Spans and events whose fields are named like keys of the line, or like each other.
fn names() {
    let _ = rename("ada");
    let span =
        info_span!("order", name = 1, field.name = 2, level = "of stock", target = 3, status = tracing::field::Empty);
    let _entered = span.entered();
    tracing::Span::current().record("status", "open");
    tracing::Span::current().record("status", "paid");
    info!(
        level = 1,
        timestamp = 2,
        target = 3,
        span = 4,
        spans = 5,
        trace_id = 6,
        fields = 7,
        name = 8,
        service.name = 9,
        "all"
    );
    info!(item = "first", item = "second", r#type = true, type = 1.5, ratio = f64::NAN, "twice");
    info!(log.level = "kept", "a field of the program");
    info!(message = "own", "text");
}

/// A value that writes some text, and then returns an error or panics.
struct Odd {
    panics: bool,
}

impl fmt::Display for Odd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("odd ")?;
        assert!(!self.panics, "on purpose");
        Err(fmt::Error)
    }
}

impl fmt::Debug for Odd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Error for Odd {}

#[observed(scope = "shop", fields(shown = %odd, debugged = ?odd), ret, err)]
fn sync(odd: Odd) -> Result<Odd, Odd> {
    info!(%odd, ?odd, error = &odd as &(dyn Error + 'static), "message with {odd}");
    if odd.panics { Ok(odd) } else { Err(odd) }
}

#[observed(scope = "shop", fields(shown = %odd, debugged = ?odd), ret(display), err(debug))]
fn deferred(odd: Odd) -> impl Future<Output = Result<Odd, Odd>> {
    async move { if odd.panics { Ok(odd) } else { Err(odd) } }
}

/// Values whose formatting fails.
fn failing() {
    for panics in [false, true] {
        let _ = sync(Odd { panics });
        let ready = std::pin::pin!(deferred(Odd { panics }));
        let _ = ready.poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    }
    info!("the end");
}

/// Untrusted text in every part of a line.
fn hostile() {
    log::info!(target: HOSTILE, "of the log crate: {DANGEROUS}");
    info!(shown = DANGEROUS, "of a field: {DANGEROUS}");
    info!({ "key\u{1b}\n" } = 1, "of a field's name");
    tracing::info!(target: "target\u{1b}\n\u{202e}", "of a target");
    let _entered = tracing::info_span!("span\u{1b}\n\u{202e}").entered();
    info!("of a span");
}

fn main() -> ExitCode {
    let _guard = match init_tracing_from_env() {
        Ok(guard) => guard,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    match std::env::args().nth(1).as_deref() {
        Some("names") => names(),
        Some("failing") => failing(),
        Some("hostile") => hostile(),
        _ => buy(),
    }
    tracing::debug!("in no span");
    ExitCode::SUCCESS
}
