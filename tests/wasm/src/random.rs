//! The ids of traces are random if the program configures a backend of `getrandom`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use attuned_telemetry_rt::{MemorySink, audited, observed, with_local_audit_sink};

use crate::tests;

/// The program's source of random numbers: all bytes are 1 in the first call, 2 in the second, and so on.
#[unsafe(no_mangle)]
#[expect(clippy::unnecessary_wraps, reason = "signature required by `getrandom`")]
#[expect(unsafe_code, reason = "`getrandom` calls its backend by this name")]
unsafe extern "Rust" fn __getrandom_v03_custom(bytes: *mut u8, length: usize) -> Result<(), getrandom::Error> {
    static CALLS: AtomicU8 = AtomicU8::new(0);
    let number = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
    // SAFETY: `getrandom` passes a buffer of this length.
    unsafe { bytes.write_bytes(number, length) };
    Ok(())
}

#[observed(scope = "wasm")]
#[audited(event = StateCreated)]
fn create() {}

tests! {
    fn ids_come_from_the_backend_of_getrandom() {
        let sink = Arc::new(MemorySink::new());
        with_local_audit_sink(Arc::clone(&sink), create);
        let ids = sink.events()[0].trace_id.map(|id| id.to_string());
        assert_eq!(ids.as_deref(), Some("01010101010101010101010101010101"));
    }
}
