// Reads or writes headers in one way, and prints the nanoseconds and the allocations of each.
//
//     program ROW SECONDS

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::env;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::propagation::{Propagators, TraceParent};
use http::HeaderMap;
use opentelemetry::Context;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry_http::{HeaderExtractor, HeaderInjector};
use opentelemetry_sdk::propagation::{BaggagePropagator, TraceContextPropagator};

// Short, so that most batches are not interrupted.
const BATCH: u64 = 1_000;
const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    let _ = ALLOCATIONS.try_with(|allocations| allocations.set(allocations.get() + 1));
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// The headers of a request.
fn request(others: &[(&'static str, &str)]) -> Result<HeaderMap, Box<dyn Error>> {
    let mut headers = HeaderMap::new();
    let usual = [("host", "stock.internal"), ("accept", "*/*"), ("user-agent", "shop/1.0"), ("content-length", "20")];
    for (name, value) in usual.iter().chain(others) {
        headers.insert(*name, value.parse()?);
    }
    Ok(headers)
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args().skip(1).collect();
    let [row, seconds] = &words[..] else { return Err("expected a row and seconds".into()) };
    let seconds = Duration::from_secs_f64(seconds.parse()?);
    let (ours, sdk, sdk_baggage) = (Propagators::default(), TraceContextPropagator::new(), BaggagePropagator::new());
    let parent = request(&[("traceparent", PARENT)])?;
    let state = request(&[("traceparent", PARENT), ("tracestate", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE")])?;
    let baggage = request(&[("baggage", "tenant=acme,region=eu-west,feature=dark%20mode;p=1")])?;
    let mut sent = request(&[])?;
    let root = Context::new();
    match row.as_str() {
        "parse" => measured(seconds, || {
            black_box(TraceParent::parse(black_box(PARENT)));
        }),
        "extract" => measured(seconds, || drop(black_box(ours.extract(black_box(&parent))))),
        "sdk-extract" => measured(seconds, || {
            drop(black_box(sdk.extract_with_context(&root, &HeaderExtractor(black_box(&parent)))));
        }),
        "extract-state" => measured(seconds, || drop(black_box(ours.extract(black_box(&state))))),
        "sdk-extract-state" => measured(seconds, || {
            drop(black_box(sdk.extract_with_context(&root, &HeaderExtractor(black_box(&state)))));
        }),
        "inject" => ours.extract(&parent).in_scope(|| measured(seconds, || ours.inject(black_box(&mut sent), "host"))),
        "sdk-inject" => {
            let _attached = sdk.extract_with_context(&root, &HeaderExtractor(&parent)).attach();
            measured(seconds, || sdk.inject(&mut HeaderInjector(black_box(&mut sent))));
        }
        "baggage" => measured(seconds, || drop(black_box(ours.extract(black_box(&baggage))))),
        "sdk-baggage" => measured(seconds, || {
            drop(black_box(sdk_baggage.extract_with_context(&root, &HeaderExtractor(black_box(&baggage)))));
        }),
        "enter" => {
            let context = ours.extract(&state);
            measured(seconds, || context.in_scope(|| black_box(())));
        }
        _ => return Err(format!("unknown row `{row}`").into()),
    }
    Ok(())
}

// Prints the nanoseconds, which are the median of batches, and the allocations.
fn measured(seconds: Duration, mut run: impl FnMut()) {
    let ended = Instant::now() + seconds;
    let (mut batches, before) = (Vec::with_capacity(10_000_000), ALLOCATIONS.get());
    while Instant::now() < ended {
        let started = Instant::now();
        (0..BATCH).for_each(|_| run());
        batches.push(started.elapsed());
    }
    let allocations = (ALLOCATIONS.get() - before) as f64 / (batches.len() as u64 * BATCH) as f64;
    batches.sort();
    println!("{} {allocations}", batches[batches.len() / 2].as_secs_f64() * 1e9 / BATCH as f64);
}
