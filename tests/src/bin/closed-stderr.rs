//! Waits until standard input is closed, then logs, and writes `done` to standard output at the end.

use attuned_telemetry_rt::init::init_tracing_from_env;
use attuned_telemetry_rt::{audited, observed};

#[observed(scope = "shop", err, slow = "1us")]
#[audited(event = "seen")]
fn buy() -> Result<(), std::fmt::Error> {
    Err(std::fmt::Error)
}

fn main() -> Result<(), attuned_telemetry_rt::InitError> {
    let guard = init_tracing_from_env()?;
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    for _ in 0..10 {
        let _ = buy();
        tracing::error!("an event");
        log::error!("a record");
    }
    drop(guard);
    println!("done");
    Ok(())
}
