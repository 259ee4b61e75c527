//! Tests on `wasm32-unknown-unknown`, a target without a clock, without threads and without unwinding. `ci/wasm` calls
//! each exported function in an instance of its own. A test fails if it panics.
#![cfg(target_family = "wasm")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod audited;
mod health;
mod observed;
#[cfg(feature = "pages")]
mod pages;
#[cfg(getrandom_backend = "custom")]
mod random;
mod recorded;
mod subscriber;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Exports tests.
macro_rules! tests {
    ($(fn $name:ident() $body:block)*) => {
        $(#[unsafe(no_mangle)]
        #[expect(unsafe_code, reason = "`ci/wasm` finds the tests by their names")]
        extern "C" fn $name() {
            crate::report_panics();
            $body
        })*
    };
}
pub(crate) use tests;

#[expect(unsafe_code, reason = "the target has no other way to write text")]
unsafe extern "C" {
    /// Prints a text, which is in the memory of the instance.
    safe fn print(text: *const u8, length: usize);
}

/// Prints the messages of panics.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string();
        print(text.as_ptr(), text.len());
    }));
}

/// Polls a future until it is ready.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}
