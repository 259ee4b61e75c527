//! Random calls, compared with a model that keeps every result and computes the rates anew each time.

use std::time::{Duration, Instant};

use attuned_telemetry_rt::delivery::BreakerState::{self, Closed, Disabled, ForcedOpen, HalfOpen, Open};
use attuned_telemetry_rt::delivery::CallOutcome::{self, Failure, Ignored, Success};
use attuned_telemetry_rt::delivery::{BreakerWindow, CircuitBreaker, CircuitBreakerConfig, Permit, Transition};
use proptest::prelude::*;

const SECOND: Duration = Duration::from_secs(1);

#[derive(Clone, Debug)]
enum Step {
    Admit,
    /// Reports one of the calls in flight.
    Report(prop::sample::Index, CallOutcome),
    /// In whole seconds, each of the sixty parts of a time window has the calls of one time.
    Wait(u64),
    ForceOpen,
    Disable,
    Reset,
    Reconfigure(Box<CircuitBreakerConfig>),
}

/// A result that was recorded while the breaker was closed.
struct Recorded {
    second: u64,
    failed: bool,
    slow: bool,
}

/// The probes since the breaker became half open.
#[derive(Default)]
struct Probes {
    in_flight: u32,
    succeeded: u32,
    /// The second in which the latest one began.
    latest: u64,
}

struct Model {
    config: CircuitBreakerConfig,
    state: BreakerState,
    /// The number of changes of the state so far.
    generation: u32,
    second: u64,
    /// The second in which the pause ends.
    until: u64,
    failed_probes: u32,
    probes: Probes,
    /// The results since the state was entered, or since the window was replaced, and those in a row.
    results: Vec<Recorded>,
    row: Vec<bool>,
}

impl Model {
    fn new(config: CircuitBreakerConfig) -> Self {
        let state = if config.enabled { Closed } else { Disabled };
        let (results, row, probes) = (Vec::new(), Vec::new(), Probes::default());
        let (generation, second, until, failed_probes) = (0, 0, 0, 0);
        Self { config, state, generation, second, until, failed_probes, probes, results, row }
    }

    fn enter(&mut self, state: BreakerState) {
        self.state = state;
        self.generation += 1;
        self.probes = Probes::default();
        self.results.clear();
        self.row.clear();
    }

    fn open(&mut self) {
        self.enter(Open);
        let doubled = self.config.open_for.as_secs() << self.failed_probes.min(20);
        self.until = self.second + doubled.min(self.config.max_open.as_secs());
    }

    fn reopen(&mut self) {
        self.failed_probes += 1;
        self.open();
    }

    fn admit(&mut self) -> bool {
        let is_full = self.probes.in_flight >= self.config.half_open_permits;
        let latest_end = self.probes.latest + self.config.max_open.as_secs();
        if self.state == Open && self.second >= self.until {
            self.enter(HalfOpen);
        } else if self.state == HalfOpen && is_full && self.second >= latest_end {
            self.reopen();
        }
        match self.state {
            Closed | Disabled => true,
            HalfOpen if self.probes.in_flight < self.config.half_open_permits => {
                self.probes.in_flight += 1;
                self.probes.latest = self.second;
                true
            }
            _ => false,
        }
    }

    fn report(&mut self, generation: u32, outcome: CallOutcome, slow: bool) {
        if generation != self.generation {
            return;
        }
        if self.state == HalfOpen {
            self.probes.in_flight -= 1;
            if slow || outcome == Failure {
                return self.reopen();
            }
            self.probes.succeeded += 1;
            if self.probes.succeeded >= self.config.half_open_successes {
                self.enter(Closed);
            }
        } else if self.state == Closed && outcome != Ignored {
            let failed = outcome == Failure;
            self.results.push(Recorded { second: self.second, failed, slow });
            self.row.push(failed);
            if self.must_open() {
                self.failed_probes = 0;
                self.open();
            }
        }
    }

    fn must_open(&self) -> bool {
        let window: Vec<_> = match self.config.window {
            BreakerWindow::Count(count) => self.results.iter().rev().take(count as usize).collect(),
            BreakerWindow::Time(time) => {
                self.results.iter().filter(|result| self.second - result.second < time.as_secs()).collect()
            }
            _ => unreachable!("there are two windows"),
        };
        let share = |is: fn(&Recorded) -> bool| {
            let number = window.iter().filter(|result| is(result)).count();
            f64::from(u32::try_from(number).unwrap()) / f64::from(u32::try_from(window.len()).unwrap())
        };
        let rates_count = window.len() >= self.config.minimum_calls as usize;
        let row = self.row.iter().rev().take_while(|failed| **failed).count();
        self.config.consecutive_failures.is_some_and(|most| row >= most as usize)
            || rates_count && share(|result| result.failed) >= self.config.failure_rate
            || rates_count && share(|result| result.slow) >= self.config.slow_call_rate
    }

    fn reset(&mut self) {
        self.enter(if self.config.enabled { Closed } else { Disabled });
    }

    fn reconfigure(&mut self, config: CircuitBreakerConfig) {
        let former = std::mem::replace(&mut self.config, config);
        if former.window != self.config.window {
            self.results.clear();
        }
        self.until = self.until.min(self.second + self.config.max_open.as_secs());
        if former.enabled != self.config.enabled {
            self.reset();
        }
    }
}

/// A breaker, its model, and the calls in flight with the generation and the second in which they began.
struct Comparison<'breaker> {
    breaker: &'breaker CircuitBreaker,
    start: Instant,
    model: Model,
    calls: Vec<(Permit<'breaker>, u32, u64)>,
}

impl Comparison<'_> {
    /// Takes a step on both sides, and returns the change of the state that the breaker told.
    fn take(&mut self, step: Step) -> Result<Option<Transition>, TestCaseError> {
        let now = self.start + Duration::from_secs(self.model.second);
        Ok(match step {
            Step::Admit => return self.admit(now),
            Step::Report(_, _) if self.calls.is_empty() => None,
            Step::Report(which, outcome) => {
                let (permit, generation, second) = self.calls.swap_remove(which.index(self.calls.len()));
                let duration = Duration::from_secs(self.model.second - second);
                self.model.report(generation, outcome, duration >= self.model.config.slow_call_duration);
                permit.report_at(outcome, now)
            }
            Step::Wait(seconds) => {
                self.model.second += seconds;
                None
            }
            Step::ForceOpen => {
                self.model.enter(ForcedOpen);
                self.breaker.force_open()
            }
            Step::Disable => {
                self.model.enter(Disabled);
                self.breaker.disable()
            }
            Step::Reset => {
                self.model.reset();
                self.breaker.reset()
            }
            Step::Reconfigure(config) => {
                self.model.reconfigure((*config).clone());
                self.breaker.reconfigure_at(*config, now).unwrap()
            }
        })
    }

    fn admit(&mut self, now: Instant) -> Result<Option<Transition>, TestCaseError> {
        let (breaker, is_expected) = (self.breaker, self.model.admit());
        match breaker.admit_at(now) {
            Ok(permit) => {
                prop_assert!(is_expected, "admitted");
                let transition = permit.transition();
                self.calls.push((permit, self.model.generation, self.model.second));
                Ok(transition)
            }
            Err(refusal) => {
                prop_assert!(!is_expected, "refused");
                prop_assert_eq!(refusal.state(), self.model.state);
                if self.model.state == Open {
                    let until = self.start + Duration::from_secs(self.model.until);
                    prop_assert_eq!(refusal.retry_at(), Some(until));
                }
                Ok(refusal.transition())
            }
        }
    }
}

fn window() -> impl Strategy<Value = (BreakerWindow, u32)> {
    prop_oneof![
        (1_u32..12).prop_flat_map(|count| (Just(BreakerWindow::Count(count)), 1..=count)),
        (Just(BreakerWindow::Time(60 * SECOND)), 1_u32..8),
    ]
}

fn configuration() -> impl Strategy<Value = CircuitBreakerConfig> {
    let rate = || prop::sample::select(vec![0.1, 0.25, 0.3, 0.5, 0.7, 1.0]);
    let row = prop_oneof![Just(None), (1_u32..6).prop_map(Some)];
    let slow = prop_oneof![1_u64..10, Just(u64::MAX)];
    (prop::bool::weighted(0.9), window(), rate(), rate(), row, slow, 1_u64..4, 4_u64..20, (1_u32..4, 1_u32..4))
        .prop_map(
            |(
                enabled,
                (window, minimum_calls),
                failure_rate,
                slow_call_rate,
                row,
                slow,
                open_for,
                max_open,
                half_open,
            )| {
                CircuitBreakerConfig {
                    enabled,
                    window,
                    minimum_calls,
                    failure_rate,
                    slow_call_duration: Duration::from_secs(slow),
                    slow_call_rate,
                    consecutive_failures: row,
                    open_for: Duration::from_secs(open_for),
                    max_open: Duration::from_secs(max_open),
                    jitter: 0.0,
                    half_open_permits: half_open.0,
                    half_open_successes: half_open.1,
                }
            },
        )
}

fn step() -> impl Strategy<Value = Step> {
    let outcome = prop_oneof![4 => Just(Success), 3 => Just(Failure), 1 => Just(Ignored)];
    prop_oneof![
        40 => Just(Step::Admit),
        40 => (any::<prop::sample::Index>(), outcome).prop_map(|(which, outcome)| Step::Report(which, outcome)),
        10 => (0_u64..4).prop_map(Step::Wait),
        2 => (4_u64..130).prop_map(Step::Wait),
        1 => Just(Step::ForceOpen),
        1 => Just(Step::Disable),
        3 => Just(Step::Reset),
        2 => configuration().prop_map(|config| Step::Reconfigure(Box::new(config))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn breaker_does_what_the_model_does(config in configuration(), steps in prop::collection::vec(step(), 0..300)) {
        let breaker = CircuitBreaker::new(config.clone()).unwrap();
        let (start, model) = (Instant::now(), Model::new(config));
        let mut comparison = Comparison { breaker: &breaker, start, model, calls: Vec::new() };
        for step in steps {
            let before = comparison.model.state;
            let told = comparison.take(step)?;
            let (expected, after) = (comparison.model.state, breaker.state());
            prop_assert_eq!(after, expected);
            let change = (before != after).then_some((before, after));
            prop_assert_eq!(told.map(|transition| (transition.from, transition.to)), change);
        }
    }
}
