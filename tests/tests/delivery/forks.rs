//! A process that is forked has no worker. Nothing in it waits for one.

#![cfg(unix)]
#![expect(unsafe_code, reason = "`fork` is an unsafe function")]

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{DeliveryConfig, OverflowPolicy, QueueConfig};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::Backend;
use crate::{accounting, log, manager, patient};

unsafe extern "C" {
    fn fork() -> i32;
    fn kill(process: i32, signal: i32) -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(code: i32) -> !;
}

/// Fills the queue, flushes and shuts down.
fn use_everything(manager: &ObservabilityManager) -> String {
    (0..5).for_each(|_| log(manager, "in the child"));
    let flushed = block_on(manager.flush()).swap_remove(0);
    let ended = block_on(manager.shutdown()).swap_remove(0);
    format!("{} {} {}", flushed.delivered, flushed.in_flight, ended.lost)
}

#[test]
fn a_forked_process_waits_for_nothing() {
    let config = patient();
    let queue =
        QueueConfig { items: 100, overflow: OverflowPolicy::Block(Duration::from_secs(1)), ..config.delivery.queue };
    let delivery = DeliveryConfig { queue, ..config.delivery };
    let backend = Backend::healthy();
    let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
    (0..98).for_each(|_| log(&manager, "before"));
    let (mut here, mut there) = UnixStream::pair().unwrap();
    // SAFETY: the child uses only this thread: it uses the manager, writes to its socket and exits.
    let child = unsafe { fork() };
    if child == 0 {
        let _ = there.write_all(use_everything(&manager).as_bytes());
        // SAFETY: `_exit` has no preconditions.
        unsafe { _exit(0) }
    }
    drop(there);
    // A flush alone waits for 5 seconds.
    here.set_read_timeout(Some(Duration::from_secs(4))).unwrap();
    let mut answer = String::new();
    let read = here.read_to_string(&mut answer);
    // SAFETY: the process is a child of this one, and a null pointer is allowed for the status.
    unsafe {
        kill(child, 9);
        waitpid(child, std::ptr::null_mut(), 0);
    }
    assert!(read.is_ok(), "{read:?}");
    assert_eq!(answer, "0 100 100");
    // The queue of the parent is its own.
    block_on(manager.shutdown());
    assert_eq!((accounting(&manager).delivered, backend.taken().len()), (98, 98));
}
