//! Ids come from the system's random number generator, so a forked process generates different ids.

#![cfg(unix)]
#![expect(unsafe_code, reason = "`fork` is an unsafe function")]

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use attuned_telemetry_rt::init::{TelemetryBuilder, TracingConfig};
use attuned_telemetry_rt::{MemorySink, audited, observed, with_local_audit_sink};

#[observed]
#[audited(event = StateDeleted, user_id = user)]
fn forget(user: &str) {}

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(code: i32) -> !;
}

/// The ids of a call.
fn ids(sink: &Arc<MemorySink>) -> String {
    with_local_audit_sink(sink.clone(), || forget("bob"));
    let events = sink.events();
    let record = events.last().unwrap();
    format!("{} {}", record.trace_id.unwrap(), record.span_id.unwrap())
}

#[test]
fn a_forked_process_generates_different_ids() {
    let _guard = TelemetryBuilder::new().with_tracing(TracingConfig::default()).init().unwrap();
    let sink = Arc::new(MemorySink::new());
    let before = ids(&sink);
    let (mut here, mut there) = UnixStream::pair().unwrap();
    // SAFETY: the child uses only this thread: it calls annotated code, writes to its socket and exits.
    let child = unsafe { fork() };
    if child == 0 {
        let _ = there.write_all(ids(&sink).as_bytes());
        // SAFETY: `_exit` has no preconditions.
        unsafe { _exit(0) }
    }
    drop(there);
    let own = ids(&sink);
    let mut others = String::new();
    here.read_to_string(&mut others).unwrap();
    // SAFETY: the process is a child of this one, and a null pointer is allowed for the status.
    unsafe { waitpid(child, std::ptr::null_mut(), 0) };
    assert_eq!(others.len(), own.len(), "{others}");
    for (own, other) in own.split(' ').zip(others.split(' ')) {
        assert_ne!(own, other);
    }
    assert_ne!(before, own);
}
