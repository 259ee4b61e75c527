//! Starts logs from environment variables and writes two lines, for the tests that read them.

use std::process::ExitCode;

use attuned_telemetry_rt::init::init_tracing_from_env;
use attuned_telemetry_rt::observed;

/// Untrusted text with control characters and escapes.
const HOSTILE: &str =
    "ada\n2026-01-01T00:00:00Z ERROR forged: \u{1b}[31mred\r\u{7}\u{9b}\u{7f}\u{202e}\u{2028}\u{feff}";

#[observed(scope = "shop", op = "buy", target = "shop", fields(user_id = HOSTILE))]
fn buy() {
    tracing::info!(item = HOSTILE, "bought by {HOSTILE}");
}

fn main() -> ExitCode {
    let _guard = match init_tracing_from_env() {
        Ok(guard) => guard,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    buy();
    tracing::debug!("in no span");
    ExitCode::SUCCESS
}
