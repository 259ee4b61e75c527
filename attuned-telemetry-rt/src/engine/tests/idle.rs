//! Idle series that expire.

use std::sync::Barrier;
use std::thread;
use std::thread::sleep;
use std::time::{Duration, Instant};

use metrics::{Label, counter, gauge, histogram};

use super::{Config, Engine, engine, page, shown, within};
use crate::engine::cells::Range;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::recorder::config::Buckets;

const IDLE: Duration = Duration::from_millis(80);

fn expiring() -> Engine {
    let by_name = vec![("sizes".to_owned(), Buckets::Exponential(3))];
    engine(Config { idle: Some(IDLE), series_limit: 3, by_name, ..Config::default() })
}

/// Waits until no visible series contains a text, and returns the time that has passed.
fn wait_until_gone(engine: &Engine, part: &str) -> Duration {
    let started = Instant::now();
    while !shown(engine, part).is_empty() {
        assert!(started.elapsed() < 50 * IDLE, "{:?} are still shown", shown(engine, part));
        sleep(IDLE / 10);
    }
    started.elapsed()
}

#[test]
fn expired_series_starts_again_from_zero() {
    let engine = expiring();
    let hit = || within(&engine, || counter!("hits_total", "user" => "ada").increment(3));
    hit();
    assert_eq!(shown(&engine, "hits").len(), 1);
    assert!(wait_until_gone(&engine, "hits") >= IDLE * 7 / 8);
    hit();
    assert_eq!(page(&engine)[r#"hits_total{user="ada"}"#].to_bits(), 3.0_f64.to_bits());
}

#[test]
fn used_series_does_not_expire() {
    let engine = expiring();
    let started = Instant::now();
    while started.elapsed() < 3 * IDLE {
        within(&engine, || counter!("hits_total", "user" => "ada").increment(1));
        assert_eq!(shown(&engine, "hits").len(), 1);
        sleep(IDLE / 10);
    }
}

/// Writes that leave the value as it is, in each kind of metric.
fn write_the_same() {
    let label = || [("user", "ada".to_owned())];
    counter!("hits_total", &label()).increment(0);
    counter!("jobs_total", &label()).absolute(7);
    gauge!("level", &label()).set(1.5);
    gauge!("nan", &label()).set(f64::NAN);
    gauge!("queue", &label()).increment(2.0);
    gauge!("queue", &label()).decrement(2.0);
    histogram!("times", &label()).record(f64::NAN);
    histogram!("sizes", &label()).record(f64::INFINITY);
}

#[test]
fn series_is_not_idle_while_it_is_written_whatever_the_value_is() {
    let engine = expiring();
    let started = Instant::now();
    while started.elapsed() < 4 * IDLE {
        within(&engine, write_the_same);
        let shown = shown(&engine, "ada");
        assert_eq!(shown.len(), 7, "{shown:?}");
        sleep(IDLE / 10);
    }
    wait_until_gone(&engine, "ada");
}

#[test]
fn series_of_kept_handles_is_not_idle_while_it_is_written_and_reappears_with_the_same_value() {
    let engine = expiring();
    let (hits, level) = within(&engine, || (counter!("hits_total", "user" => "ada"), gauge!("level", "user" => "ada")));
    let write = || {
        hits.increment(0);
        level.set(0.0);
    };
    let started = Instant::now();
    while started.elapsed() < 3 * IDLE {
        write();
        assert_eq!(shown(&engine, "ada").len(), 2);
        sleep(IDLE / 10);
    }
    wait_until_gone(&engine, "ada");
    write();
    assert_eq!(shown(&engine, "ada").len(), 2);
}

/// The writer starts when all cells of threads are taken.
#[test]
fn gauge_is_not_idle_while_a_thread_without_cells_of_its_own_writes_it() {
    let engine = expiring();
    let level = within(&engine, || gauge!("level", "user" => "ada"));
    let barrier = Barrier::new(151);
    thread::scope(|scope| {
        for _ in 0..150 {
            scope.spawn(|| {
                within(&engine, || counter!("threads_total").increment(1));
                barrier.wait();
                barrier.wait();
            });
        }
        barrier.wait();
        let write = || {
            let (started, mut is_shown) = (Instant::now(), true);
            while started.elapsed() < 3 * IDLE {
                level.set(0.0);
                is_shown &= shown(&engine, "ada").len() == 1;
                sleep(IDLE / 10);
            }
            is_shown
        };
        let is_shown = scope.spawn(write).join();
        // The other threads wait for this one, even if the test fails.
        barrier.wait();
        assert!(matches!(is_shown, Ok(true)), "{is_shown:?}");
    });
}

#[test]
fn gauge_of_calls_in_flight_is_not_idle_while_calls_start_and_end() {
    let engine = expiring();
    let family = engine.family("running", MetricKind::Gauge, None);
    let labels = [Label::new("user", "ada")];
    let running = engine.admit(family, labels.iter(), false, || Range::new(2)).unwrap();
    let started = Instant::now();
    while started.elapsed() < 3 * IDLE {
        running.count_up();
        running.count_down();
        assert_eq!(shown(&engine, "ada").len(), 1);
        sleep(IDLE / 10);
    }
    wait_until_gone(&engine, "ada");
}

#[test]
fn idle_series_with_a_handle_is_hidden_and_keeps_its_value() {
    let engine = expiring();
    let (hits, level, sizes, times) = within(&engine, || {
        let label = || ("user", "ada".to_owned());
        let sizes = histogram!("sizes", &[label()]);
        (counter!("hits_total", &[label()]), gauge!("level", &[label()]), sizes, histogram!("times", &[label()]))
    });
    hits.increment(3);
    level.set(1.5);
    sizes.record(1e20);
    times.record(2.0);
    wait_until_gone(&engine, "ada");
    hits.increment(1);
    level.increment(1.0);
    sizes.record(1.0);
    times.record(2.0);
    let page = page(&engine);
    let value = |metric: &str| page.get(&format!(r#"{metric}{{user="ada"}}"#)).copied();
    assert_eq!(["hits_total", "level", "sizes", "times"].map(value), [Some(4.0), Some(2.5), Some(2.0), Some(2.0)]);
}

#[test]
fn series_without_labels_and_internal_series_do_not_expire() {
    let engine = expiring();
    within(&engine, || {
        counter!("hits_total").increment(1);
        histogram!("times", "user" => "ada").record(f64::NAN);
    });
    wait_until_gone(&engine, "ada");
    sleep(2 * IDLE);
    assert_eq!(shown(&engine, "").len(), 2, "{:?}", shown(&engine, ""));
}

#[test]
fn full_metric_reuses_idle_series() {
    let engine = expiring();
    let hit = |user: u32| within(&engine, || counter!("hits_total", "user" => user.to_string()).increment(1));
    (0..3).for_each(hit);
    sleep(IDLE * 3 / 2);
    // The engine reads these values for the first time, so it does not treat the series as idle.
    hit(100);
    assert_eq!(shown(&engine, "__other__").len(), 1);
    sleep(IDLE * 3 / 2);
    (10..13).for_each(hit);
    let users = shown(&engine, "hits_total{user=\"1");
    assert_eq!(users.len(), 3, "{users:?}");
}

/// Memory does not grow when labels change all the time.
#[test]
fn memory_of_expired_series_is_reused() {
    let engine = engine(Config { idle: Some(Duration::from_millis(10)), ..Config::default() });
    let mut cells = Vec::new();
    for round in 0..20 {
        within(&engine, || {
            for user in 0..50 {
                counter!("hits_total", "user" => format!("{round}-{user}")).increment(1);
            }
        });
        for family in engine.families() {
            family.show(0, u32::MAX, |labels, series, _| {
                let values: Vec<_> = labels.iter().map(|(_, value)| value.to_owned()).collect();
                cells.push((values, series.first));
                true
            });
            let values = page(&engine);
            assert!(
                values.values().all(|value| (value - 1.0).abs() < 0.5),
                "a new series contains an old count: {values:?}"
            );
        }
        wait_until_gone(&engine, "hits");
    }
    let mut firsts: Vec<_> = cells.iter().map(|(_, first)| *first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    assert!(cells.len() >= 1_000 && firsts.len() < 200, "{} series in {} cells", cells.len(), firsts.len());
}
