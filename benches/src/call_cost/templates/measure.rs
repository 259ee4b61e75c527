// Measures times. A time is the minimum of many short batches, because other activity on the machine only makes a batch
// longer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::Calls;
use crate::allocations;

// Long enough for the clock's resolution, and short enough that most batches are not interrupted.
const BATCH: Duration = Duration::from_micros(50);
const MOST: u64 = 2000;

// Nanoseconds per call on one thread.
pub fn one_thread(calls: &Calls, seconds: f64) -> f64 {
    let (number, ended) = (batch(calls), Instant::now() + Duration::from_secs_f64(seconds));
    let mut least = f64::INFINITY;
    while Instant::now() < ended {
        least = least.min(time(calls, number).as_secs_f64());
    }
    least * 1e9 / number as f64
}

// Nanoseconds per call on each of two threads that call the same function concurrently.
pub fn two_threads(calls: &Calls, seconds: f64) -> f64 {
    let number = batch(calls) * 4;
    let rounds = (seconds / (time(calls, number).as_secs_f64() * 2.0)).clamp(10.0, 20_000.0) as usize;
    let arrived = AtomicUsize::new(0);
    let run = || {
        let rounds = (1..=rounds).map(|round| {
            let _root = crate::root();
            arrived.fetch_add(1, Ordering::SeqCst);
            meet(&arrived, 2 * round);
            let started = Instant::now();
            calls.run(number);
            (started, Instant::now())
        });
        rounds.collect::<Vec<_>>()
    };
    let [first, second] =
        thread::scope(|scope| [scope.spawn(run), scope.spawn(run)].map(|thread| thread.join().unwrap()));
    // From the first start to the last end, so that a round in which one thread had to wait is not the minimum.
    let both = first.iter().zip(&second).map(|(a, b)| a.1.max(b.1) - a.0.min(b.0));
    both.min().unwrap_or_default().as_secs_f64() * 1e9 / number as f64
}

// Allocations per call.
pub fn allocations(calls: &Calls) -> f64 {
    calls.warm_up();
    let _root = crate::root();
    let before = allocations::of_this_thread();
    calls.run(1000);
    (allocations::of_this_thread() - before) as f64 / 1000.0
}

fn batch(calls: &Calls) -> u64 {
    calls.warm_up();
    let mut number = 16;
    while number < MOST && time(calls, number) < BATCH {
        number *= 2;
    }
    number
}

fn time(calls: &Calls, number: u64) -> Duration {
    let _root = crate::root();
    let started = Instant::now();
    calls.run(number);
    started.elapsed()
}

fn meet(arrived: &AtomicUsize, number: usize) {
    let mut waited = 0_u32;
    while arrived.load(Ordering::SeqCst) < number {
        waited += 1;
        if waited < 10_000 {
            std::hint::spin_loop();
        } else {
            thread::yield_now();
        }
    }
}
