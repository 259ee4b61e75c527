// Duration of a single record, alone and while another thread renders pages continuously.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::library::Library;

const ROUNDS: u32 = 6;
const PERCENTILES: [f64; 3] = [0.5, 0.99, 0.999];

// Prints the percentiles in nanoseconds without and with pages. Each is the minimum of all rounds.
pub fn measure(library: &Library, seconds: f64) {
    let round = Duration::from_secs_f64(seconds / f64::from(2 * ROUNDS));
    let mut least = [[u64::MAX; 3]; 2];
    for _ in 0..ROUNDS {
        for (with_pages, least) in least.iter_mut().enumerate() {
            let percentiles = one_round(library, round, with_pages == 1);
            for (least, percentile) in least.iter_mut().zip(percentiles) {
                *least = percentile.min(*least);
            }
        }
    }
    let [[a, b, c], [d, e, f]] = least;
    println!("{a} {b} {c} {d} {e} {f}");
}

fn one_round(library: &Library, round: Duration, with_pages: bool) -> [u64; 3] {
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        if with_pages {
            scope.spawn(|| {
                while !ended.load(Ordering::Relaxed) {
                    std::hint::black_box(library.page());
                }
            });
            // Ensures that a page is being rendered.
            thread::sleep(Duration::from_millis(5));
        }
        let percentiles = percentiles(library, round);
        ended.store(true, Ordering::Relaxed);
        percentiles
    })
}

fn percentiles(library: &Library, round: Duration) -> [u64; 3] {
    let mut times = Vec::with_capacity(1 << 22);
    let writer = library.writer();
    let started = Instant::now();
    let mut last = started;
    while last - started < round && times.len() < times.capacity() {
        writer.write();
        let now = Instant::now();
        times.push((now - last).as_nanos() as u64);
        last = now;
    }
    times.sort_unstable();
    PERCENTILES.map(|part| times[(times.len() as f64 * part) as usize])
}
