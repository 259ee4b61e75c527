//! A pipeline without adapters: what threads see that add items.

use std::future::{pending, ready};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::delivery::*;

struct Item;

impl Weigh for Item {
    fn bytes(&self) -> usize {
        100
    }
}

/// Takes items once it works. Until then, each call waits for ever.
#[derive(Default)]
struct Destination {
    works: AtomicBool,
}

impl Deliver<Item> for Destination {
    fn deliver<'call>(&'call self, _: &'call [Item]) -> Pending<'call, Receipt> {
        if self.works.load(Ordering::SeqCst) { Box::pin(ready(Ok(Receipt::all()))) } else { Box::pin(pending()) }
    }

    fn flush(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }

    fn shutdown(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }
}

/// Returns a pipeline for two items, which are both in flight.
fn full(overflow: OverflowPolicy) -> io::Result<(Arc<Destination>, Pipeline<Item>)> {
    let destination = Arc::<Destination>::default();
    let config = DeliveryConfig {
        queue: QueueConfig { items: 1, overflow, ..QueueConfig::default() },
        batch: BatchConfig { items: 1, delay: Duration::ZERO, ..BatchConfig::default() },
        export_timeout: Duration::from_millis(200),
        ..DeliveryConfig::default()
    };
    let name = LaneName { backend: "test".into(), signal: "logs" };
    let pipeline = Pipeline::start(name, config, &CircuitBreakerConfig::default(), Arc::clone(&destination) as _)?;
    pipeline.offer(Item);
    while pipeline.status().accounting.exporting == 0 {
        thread::yield_now();
    }
    assert!(pipeline.offer(Item));
    Ok((destination, pipeline))
}

#[test]
fn a_thread_waits_for_capacity() -> io::Result<()> {
    let (destination, pipeline) = full(OverflowPolicy::Block(Duration::from_secs(60)))?;
    // The first call ends with its timeout, and the next one succeeds.
    destination.works.store(true, Ordering::SeqCst);
    assert!(pipeline.offer(Item));
    assert_eq!(pipeline.status().accounting.dropped, 0);
    Ok(())
}

#[test]
fn a_thread_gives_up() -> io::Result<()> {
    let longest = Duration::from_millis(50);
    let (_, pipeline) = full(OverflowPolicy::Block(longest))?;
    let started = Instant::now();
    assert!(!pipeline.offer(Item));
    assert!(started.elapsed() >= longest);
    assert_eq!(pipeline.status().accounting.dropped, 1);
    Ok(())
}

#[test]
fn a_thread_that_delivers_never_waits() -> io::Result<()> {
    let (_, pipeline) = full(OverflowPolicy::Block(Duration::from_secs(60)))?;
    let _delivering = guard::enter();
    assert!(!pipeline.offer(Item));
    Ok(())
}

#[test]
fn the_end_of_the_pipeline_ends_the_wait() -> io::Result<()> {
    let (_, pipeline) = full(OverflowPolicy::Block(Duration::from_secs(60)))?;
    thread::scope(|scope| {
        let offered = scope.spawn(|| pipeline.offer(Item));
        thread::sleep(Duration::from_millis(20));
        let deadline = Instant::now();
        let report = pipeline.wait_for_shutdown(pipeline.begin_shutdown(deadline), deadline);
        assert_eq!((report.delivered, report.in_flight), (0, 0));
        assert!(offered.join().is_ok_and(|is_offered| !is_offered));
    });
    assert!(pipeline.status().accounting.is_conserved());
    assert_eq!(pipeline.status().accounting.accepted, 3);
    Ok(())
}
