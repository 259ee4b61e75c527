// One library with many series: their memory, the time to render a page, and its effect on concurrent recording.
//
//     program memory SERIES NUMBER
//     program render SERIES NUMBER SECONDS
//     program writer SERIES NUMBER SECONDS

use std::env;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use library::Library;

mod allocations;
mod library;
#[allow(dead_code)]
mod typed;
mod writer;

// Upper bounds of the duration buckets; the fourteenth is infinite.
pub const BOUNDS: [f64; 13] = [
    1e-6, 4e-6, 16e-6, 64e-6, 256e-6, 1.024e-3, 4.096e-3, 16.384e-3, 65.536e-3, 0.262_144, 1.048_576, 4.194_304,
    16.777_216,
];

const METHODS: [&str; 10] = ["get", "put", "post", "patch", "delete", "head", "options", "trace", "connect", "query"];

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args().skip(1).collect();
    let [what, series, number, behind @ ..] = &words[..] else { return Err("expected three arguments".into()) };
    let number = number.parse()?;
    match what.as_str() {
        "memory" => memory(series, number),
        "render" => render(&filled(series, number), number, behind[0].parse()?),
        _ => writer::measure(&filled(series, number), behind[0].parse()?),
    }
    Ok(())
}

fn filled(series: &str, number: usize) -> Library {
    let mut library = Library::new();
    fill(&mut library, series, number);
    library
}

// Each series is recorded once, with its own path. The program does not keep the labels.
fn fill(library: &mut Library, series: &str, number: usize) {
    for (number, method) in (0..number).zip(METHODS.into_iter().cycle()) {
        let path = format!("/v1/users/{number:05}");
        match series {
            "counters" => library.count(method, &path),
            _ => library.record(method, &path, 0.005),
        }
    }
}

// Prints the bytes per series before and after rendering a page.
fn memory(series: &str, number: usize) {
    allocations::count_live_bytes();
    let mut library = Library::new();
    let before = allocations::live_bytes();
    fill(&mut library, series, number);
    let filled = allocations::live_bytes();
    black_box(library.page());
    let rendered = allocations::live_bytes();
    let each = |bytes: i64| (bytes - before) as f64 / number as f64;
    println!("{} {}", each(filled), each(rendered));
}

// Prints the nanoseconds per series and the bytes of the page.
fn render(library: &Library, number: usize, seconds: f64) {
    let ended = Instant::now() + Duration::from_secs_f64(seconds);
    let (mut least, mut bytes) = (Duration::MAX, 0);
    loop {
        let started = Instant::now();
        bytes = black_box(library.page()).max(bytes);
        least = least.min(started.elapsed());
        if Instant::now() > ended {
            break;
        }
    }
    println!("{} {bytes}", least.as_secs_f64() * 1e9 / number as f64);
}
