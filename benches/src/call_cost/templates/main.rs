// One way to observe a function: duration and allocations of a call.
//
//     program SUBSCRIBER INPUT KIND measure SECONDS
//     program SUBSCRIBER INPUT KIND calls NUMBER

use std::env;
use std::error::Error;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

mod allocations;
mod annotated;
mod library;
mod measure;
#[cfg(feature = "subscriber")]
mod subscriber;

// Upper bounds of the duration buckets, in seconds; the fourteenth is infinite.
#[allow(dead_code)]
pub const BOUNDS: [f64; 13] = [
    1e-6, 4e-6, 16e-6, 64e-6, 256e-6, 1.024e-3, 4.096e-3, 16.384e-3, 65.536e-3, 0.262_144, 1.048_576, 4.194_304,
    16.777_216,
];

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args().skip(1).collect();
    let [subscriber, input, kind, what, amount] = &words[..] else { return Err("expected five arguments".into()) };
    #[cfg(feature = "subscriber")]
    subscriber::install(subscriber);
    #[cfg(not(feature = "subscriber"))]
    assert_eq!(subscriber, "none");
    library::set_up();
    let calls = if kind == "async" { async_calls } else { sync_calls };
    let run = Calls { calls, input: input.parse()? };
    match what.as_str() {
        "measure" => {
            let seconds: f64 = amount.parse()?;
            let (one, two) = (measure::one_thread(&run, seconds), measure::two_threads(&run, seconds));
            println!("{one} {two} {}", measure::allocations(&run));
        }
        _ => {
            // Initialisation at the first call is not counted.
            run.warm_up();
            run.counted(amount.parse()?);
        }
    }
    Ok(())
}

// Calls the annotated function.
#[derive(Clone, Copy)]
pub struct Calls {
    calls: fn(u64, u64),
    input: u64,
}

impl Calls {
    pub fn run(&self, number: u64) {
        (self.calls)(number, self.input);
    }

    fn warm_up(&self) {
        let _root = root();
        self.run(100);
    }

    fn counted(&self, number: u64) {
        let _root = root();
        counted_calls(self.calls, number, self.input);
    }
}

// The function in which instructions are counted, on its own thread.
#[unsafe(no_mangle)]
#[inline(never)]
pub extern "Rust" fn counted_calls(calls: fn(u64, u64), number: u64, input: u64) {
    calls(number, input);
    black_box(());
}

#[inline(never)]
fn sync_calls(number: u64, input: u64) {
    for _ in 0..number {
        let _ = black_box(annotated::call(black_box(input)));
    }
}

#[inline(never)]
fn async_calls(number: u64, input: u64) {
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..number {
        let mut future = pin!(annotated::call_async(black_box(input)));
        let Poll::Ready(returned) = future.as_mut().poll(&mut context) else { continue };
        let _ = black_box(returned);
    }
}

// The context of the calls.
#[cfg(feature = "root")]
pub fn root() -> impl Sized {
    library::root()
}

#[cfg(not(feature = "root"))]
pub fn root() -> impl Sized {}
