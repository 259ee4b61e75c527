//! Any interleaving of records, snapshots, deliveries and expiry.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;
use std::thread::sleep;
use std::time::Duration;

use metrics::{Counter, counter, histogram, with_local_recorder};

use crate::engine::Engine;
use crate::engine::aggregates::collector::Collector;
use crate::engine::aggregates::difference::Increase;
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;
use crate::engine::family::departed::MOST_DEPARTED;
use crate::engine::recorder::config::{Buckets, Config};
use crate::engine::snapshot::Snapshot;

const IDLE: Duration = Duration::from_millis(10);

/// What was counted, by metric and labels.
type Counts = BTreeMap<String, u64>;

/// An adapter, and the sum of everything that it has delivered.
struct Adapter {
    delivered: Arc<MetricsSnapshot>,
    counts: Counts,
}

impl Adapter {
    fn deliver(&mut self, snapshot: &Arc<MetricsSnapshot>) {
        for difference in snapshot.since(Some(&self.delivered)) {
            let labels: Vec<_> = difference.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let increase = match difference.value {
                Increase::Counter { increase, .. } => increase,
                Increase::Gauge(_) => 0,
                Increase::Histogram { counts, .. } => counts.iter().sum(),
                Increase::Exponential { increase, .. } => increase.count,
            };
            *self.counts.entry(format!("{}{labels:?}", difference.metric.name)).or_default() += increase;
        }
        self.delivered = Arc::clone(snapshot);
    }
}

/// A deterministic sequence of numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// The engine, and what was recorded in it.
struct Program {
    engine: Engine,
    recorded: Counts,
    kept: Vec<(u64, Counter)>,
}

impl Program {
    fn new() -> Self {
        let by_name = vec![("sizes".to_owned(), Buckets::Exponential(3))];
        let engine = Engine::new(Config { idle: Some(IDLE), by_name, series_limit: 10_000, ..Config::default() });
        Self { engine, recorded: Counts::new(), kept: Vec::new() }
    }

    fn count(&mut self, name: &str, user: u64, count: u64) {
        *self.recorded.entry(format!("{name}[\"user={user}\"]")).or_default() += count;
    }

    /// Records something in one of many series.
    fn record(&mut self, random: &mut Random) {
        let (kind, user, count) = (random.below(4), random.below(100), random.below(5));
        let label = [("user", user.to_string())];
        let value = f64::from(u32::try_from(random.below(1_000)).unwrap());
        with_local_recorder(&self.engine, || match kind {
            0 => histogram!("times", &label).record(value),
            1 => histogram!("sizes", &label).record(value),
            _ => counter!("hits", &label).increment(count),
        });
        match kind {
            0 => self.count("times", user, 1),
            1 => self.count("sizes", user, 1),
            _ => self.count("hits", user, count),
        }
    }

    /// Keeps a handle, so that its series is hidden instead of removed, or uses or releases one.
    fn use_kept(&mut self, random: &mut Random) {
        let user = random.below(100);
        match random.below(3) {
            0 => {
                let hits = with_local_recorder(&self.engine, || counter!("hits", "user" => user.to_string()));
                self.kept.push((user, hits));
            }
            1 => drop(self.kept.pop()),
            _ => {
                if let Some((user, hits)) = self.kept.first() {
                    hits.increment(7);
                    self.count("hits", *user, 7);
                }
            }
        }
    }

    /// Lets all series expire that nobody uses, as seen by a Prometheus page.
    fn expire(&self) {
        for _ in 0..2 {
            sleep(IDLE + Duration::from_millis(3));
            self.show_page();
        }
    }

    /// Reads all series as the page of the Prometheus exporter does.
    fn show_page(&self) {
        let mut page = Snapshot::new(&self.engine);
        for number in 0.. {
            if page.metric(number).is_none() {
                break;
            }
            let mut next = Some(page.begin(number));
            while let Some(position) = next {
                next = page.read(position, |_, _| true);
            }
        }
    }

    /// Returns what was recorded, without zeros.
    fn recorded(&self) -> Counts {
        without_zeros(&self.recorded)
    }
}

fn without_zeros(counts: &Counts) -> Counts {
    counts.iter().filter(|(_, count)| **count > 0).map(|(name, count)| (name.clone(), *count)).collect()
}

/// Each adapter delivers some snapshots: the newest, an older one or one that it has delivered before. It loses the
/// others. What it has delivered is exactly what was recorded before the newest of its snapshots.
#[test]
fn delivered_differences_are_what_was_recorded_whatever_fails_or_expires() {
    for seed in 1..=12 {
        let mut random = Random(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
        let mut program = Program::new();
        let mut collector = Collector::new(&program.engine);
        let mut adapters: Vec<_> =
            (0..3).map(|_| Adapter { delivered: collector.origin(), counts: Counts::new() }).collect();
        let mut snapshots: Vec<(Arc<MetricsSnapshot>, Counts)> = Vec::new();
        let (mut expired, mut checked) = (0, 0);
        for _ in 0..600 {
            match random.below(40) {
                0 => {
                    program.expire();
                    expired += 1;
                }
                1..=6 => {
                    let snapshot = collector.collect();
                    snapshots.push((snapshot, program.recorded()));
                    if snapshots.len() > 3 {
                        snapshots.remove(0);
                    }
                }
                7..=14 if !snapshots.is_empty() => {
                    let chosen = usize::try_from(random.below(snapshots.len() as u64)).unwrap();
                    // The last adapter hangs nearly all the time.
                    let number = usize::try_from(random.below(20)).unwrap() * 2 / 19;
                    let (snapshot, recorded) = &snapshots[chosen];
                    if snapshot.number < adapters[number].delivered.number {
                        assert_eq!(snapshot.since(Some(&adapters[number].delivered)).count(), 0);
                    } else {
                        adapters[number].deliver(snapshot);
                        assert_eq!(without_zeros(&adapters[number].counts), *recorded, "adapter {number}, seed {seed}");
                        checked += 1;
                    }
                }
                15..=20 => program.use_kept(&mut random),
                _ => program.record(&mut random),
            }
        }
        let last = collector.collect();
        for adapter in &mut adapters {
            adapter.deliver(&last);
            assert_eq!(without_zeros(&adapter.counts), program.recorded(), "seed {seed}");
        }
        assert!(expired > 3 && checked > 20, "{expired} and {checked} of seed {seed}");
    }
}

/// Series expire on a page while snapshots are taken and values are recorded.
#[test]
fn delivered_differences_are_what_was_recorded_while_series_expire_on_another_thread() {
    const USERS: u64 = 4_000;
    const ROUNDS: u64 = 12;
    let program = Program::new();
    let engine = &program.engine;
    let mut collector = Collector::new(engine);
    let mut adapter = Adapter { delivered: collector.origin(), counts: Counts::new() };
    let (mut random, mut snapshots) = (Random(7), 0);
    let record = || {
        for round in 0..ROUNDS {
            for user in (round % 3..USERS).step_by(3) {
                with_local_recorder(engine, || counter!("hits", "user" => user.to_string()).increment(1));
            }
            sleep(IDLE + IDLE / 2);
        }
    };
    thread::scope(|scope| {
        let recorders = [scope.spawn(record), scope.spawn(record)];
        let is_running = || recorders.iter().any(|recorder| !recorder.is_finished());
        let pages = scope.spawn(|| {
            for _ in 0..200 {
                program.show_page();
                sleep(Duration::from_millis(1));
            }
        });
        while is_running() || !pages.is_finished() {
            let snapshot = collector.collect();
            if random.below(3) == 0 {
                adapter.deliver(&snapshot);
                snapshots += 1;
            }
        }
    });
    adapter.deliver(&collector.collect());
    assert_eq!(adapter.counts.values().sum::<u64>(), 2 * ROUNDS * USERS / 3);
    assert_eq!(collector.collect().forgotten(), 0);
    assert!(snapshots > 10, "{snapshots} snapshots");
}

/// The last values of removed series are kept only while an adapter needs them.
#[test]
fn removed_series_are_forgotten_when_each_adapter_has_delivered_them() {
    let mut program = Program::new();
    let mut collector = Collector::new(&program.engine);
    let slow = collector.origin();
    for round in 0..5 {
        with_local_recorder(&program.engine, || counter!("hits", "user" => round.to_string()).increment(1));
        program.count("hits", round, 1);
        program.expire();
        drop(collector.collect());
    }
    let snapshot = collector.collect();
    let mut adapter = Adapter { delivered: slow, counts: Counts::new() };
    adapter.deliver(&snapshot);
    assert_eq!(adapter.counts, program.recorded());
    drop((adapter, snapshot));
    drop(collector.collect());
    assert_eq!(collector.collect().since(None).count(), 0);
}

/// The last values of removed series take bounded memory, even if an adapter delivers nothing for long.
#[test]
fn series_that_an_adapter_misses_are_counted() {
    let mut program = Program::new();
    let mut collector = Collector::new(&program.engine);
    let mut adapter = Adapter { delivered: collector.origin(), counts: Counts::new() };
    for round in 0..3 {
        with_local_recorder(&program.engine, || {
            for user in 0..9_000 {
                counter!("hits", "user" => (round * 10_000 + user).to_string()).increment(1);
            }
        });
        program.count("hits", round, 9_000);
        program.expire();
        drop(collector.collect());
    }
    let snapshot = collector.collect();
    adapter.deliver(&snapshot);
    assert_eq!(snapshot.forgotten(), 27_000 - u64::try_from(MOST_DEPARTED).unwrap());
    let delivered = adapter.counts.values().sum::<u64>();
    assert_eq!(delivered + snapshot.forgotten(), program.recorded().values().sum::<u64>());
}
