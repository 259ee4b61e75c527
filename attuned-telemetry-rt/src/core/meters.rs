//! The metrics of one operation, on the `metrics` facade.
//!
//! Which recorder counts is asked at every call: it can be installed late, and [`metrics::with_local_recorder`] puts
//! another one in its place on one thread. Handles are kept only for the recorder that [`install`] made the process's
//! own, because that one is never dropped or exchanged; every other recorder is asked for its handles anew.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Level, Metadata, Recorder, Unit};

use super::definition::{Definition, Prefix};
use super::outcome::Outcome;
use super::returned::Failure;

/// The address of the recorder that was installed through [`install`], 0 if there is none.
static INSTALLED: AtomicUsize = AtomicUsize::new(0);

static METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

/// Makes `recorder` the process's own, as `metrics::set_global_recorder` does, and lets every operation keep the
/// handles that it gives.
///
/// # Errors
///
/// If the process has a recorder already. It stays, and `recorder` comes back in the error.
#[cfg(feature = "init")]
pub(crate) fn install<R: Recorder + Send + Sync + 'static>(
    recorder: R,
) -> Result<(), metrics::SetRecorderError<Installed<R>>> {
    metrics::set_global_recorder(Installed { recorder, _sized: 0 })?;
    // A thread that was just made has no local recorder, so it sees the process's own.
    if let Ok(address) = std::thread::spawn(|| metrics::with_recorder(address)).join() {
        INSTALLED.store(address, Ordering::Release);
    }
    Ok(())
}

/// A recorder as [`install`] stores it.
#[cfg(feature = "init")]
pub(crate) struct Installed<R> {
    recorder: R,
    /// A type without size has no address of its own, and a local recorder could be taken for it.
    _sized: u8,
}

#[cfg(feature = "init")]
impl<R: Recorder> Recorder for Installed<R> {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, description: metrics::SharedString) {
        self.recorder.describe_counter(name, unit, description);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, description: metrics::SharedString) {
        self.recorder.describe_gauge(name, unit, description);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, description: metrics::SharedString) {
        self.recorder.describe_histogram(name, unit, description);
    }

    fn register_counter(&self, key: &Key, metadata: &Metadata<'_>) -> Counter {
        self.recorder.register_counter(key, metadata)
    }

    fn register_gauge(&self, key: &Key, metadata: &Metadata<'_>) -> Gauge {
        self.recorder.register_gauge(key, metadata)
    }

    fn register_histogram(&self, key: &Key, metadata: &Metadata<'_>) -> Histogram {
        self.recorder.register_histogram(key, metadata)
    }
}

fn address(recorder: &dyn Recorder) -> usize {
    std::ptr::from_ref(recorder).cast::<()>().addr()
}

/// The metrics of one operation.
pub(crate) struct Meters {
    /// Made at the first call, and not a part of the static that every annotated function has.
    keys: OnceLock<Box<Keys>>,
    /// The handles of the installed recorder.
    handles: Handles,
    /// The address of the recorder that was told what the metrics mean.
    described: AtomicUsize,
}

/// The names and labels of an operation's series.
struct Keys {
    calls: [Key; Outcome::ALL.len()],
    duration: Key,
    in_flight: Key,
    errors: ErrorKeys,
}

/// One handle for each series, found when its first value comes.
struct Handles {
    calls: [OnceLock<Counter>; Outcome::ALL.len()],
    duration: OnceLock<Histogram>,
    in_flight: OnceLock<Gauge>,
}

impl Meters {
    pub(crate) const fn new() -> Self {
        let handles = Handles {
            calls: [const { OnceLock::new() }; Outcome::ALL.len()],
            duration: OnceLock::new(),
            in_flight: OnceLock::new(),
        };
        Self { keys: OnceLock::new(), handles, described: AtomicUsize::new(0) }
    }

    /// Counts one call more that runs. The gauge goes with the call, so that it falls where it rose.
    pub(crate) fn enter(&self, definition: &Definition) -> Gauge {
        if !definition.settings.in_flight {
            return Gauge::noop();
        }
        let Some(keys) = self.keys(definition) else { return Gauge::noop() };
        let gauge = metrics::with_recorder(|recorder| {
            self.describe(keys, definition, recorder);
            let register = || recorder.register_gauge(&keys.in_flight, &METADATA);
            if is_installed(recorder) { kept(&self.handles.in_flight, register).clone() } else { register() }
        });
        gauge.increment(1);
        gauge
    }

    /// Counts a call that ended. A call that was cancelled or panicked did not take its time, so it is not measured.
    pub(crate) fn end(&self, definition: &Definition, outcome: Outcome, seconds: f64, failure: Failure) {
        let Some(keys) = self.keys(definition) else { return };
        metrics::with_recorder(|recorder| {
            self.describe(keys, definition, recorder);
            let ended = matches!(outcome, Outcome::Success | Outcome::Error);
            if is_installed(recorder) {
                self.handles.calls(keys, outcome, recorder).increment(1);
                if ended {
                    self.handles.duration(keys, recorder).record(seconds);
                }
            } else {
                recorder.register_counter(&keys.calls[outcome as usize], &METADATA).increment(1);
                if ended {
                    recorder.register_histogram(&keys.duration, &METADATA).record(seconds);
                }
            }
            if let Some(error_type) = failure {
                recorder.register_counter(keys.errors.of(error_type), &METADATA).increment(1);
            }
        });
    }

    fn keys(&self, definition: &Definition) -> Option<&Keys> {
        let prefix = match definition.settings.metrics {
            Prefix::None => return None,
            Prefix::Given(prefix) => prefix,
            Prefix::Scope => definition.scope,
        };
        Some(self.keys.get_or_init(|| Box::new(Keys::new(prefix, definition))))
    }

    /// Tells a recorder what the metrics mean, when another one was told before. One that stands where an earlier one
    /// stood is taken for it: it counts all the same.
    fn describe(&self, keys: &Keys, definition: &Definition, recorder: &dyn Recorder) {
        let address = address(recorder);
        if self.described.load(Ordering::Relaxed) != address {
            self.described.store(address, Ordering::Relaxed);
            keys.describe(definition, recorder);
        }
    }
}

fn is_installed(recorder: &dyn Recorder) -> bool {
    INSTALLED.load(Ordering::Acquire) == address(recorder)
}

impl Handles {
    fn calls(&self, keys: &Keys, outcome: Outcome, recorder: &dyn Recorder) -> &Counter {
        let register = || recorder.register_counter(&keys.calls[outcome as usize], &METADATA);
        kept(&self.calls[outcome as usize], register)
    }

    fn duration(&self, keys: &Keys, recorder: &dyn Recorder) -> &Histogram {
        kept(&self.duration, || recorder.register_histogram(&keys.duration, &METADATA))
    }
}

/// The handle that was kept, or a new one. The recorder is asked outside the lock's own initialisation: its code may
/// call the operation that asks.
fn kept<H>(place: &OnceLock<H>, register: impl FnOnce() -> H) -> &H {
    match place.get() {
        Some(handle) => handle,
        None => {
            let handle = register();
            place.get_or_init(|| handle)
        }
    }
}

impl Keys {
    fn new(prefix: &str, definition: &Definition) -> Self {
        let prefix = metric_prefix(prefix);
        let mut labels = Vec::new();
        if definition.settings.operation_label {
            labels.push(Label::from_static_parts("operation", definition.op));
        }
        labels.extend(definition.settings.labels.iter().map(|(name, value)| Label::from_static_parts(name, value)));
        let calls = Outcome::ALL.map(|outcome| {
            let status = Label::from_static_parts("status", outcome.as_str());
            Key::from_parts(format!("{prefix}_operations_total"), with(&labels, status))
        });
        Self {
            calls,
            duration: Key::from_parts(format!("{prefix}_duration_seconds"), labels.clone()),
            in_flight: Key::from_parts(format!("{prefix}_in_flight"), labels.clone()),
            errors: ErrorKeys { name: format!("{prefix}_errors_total").into(), labels, first: Next::default() },
        }
    }

    fn describe(&self, definition: &Definition, recorder: &dyn Recorder) {
        let name = |key: &Key| KeyName::from(key.name().to_owned());
        let calls = "Calls of annotated operations, by how they ended.";
        recorder.describe_counter(name(&self.calls[0]), Some(Unit::Count), calls.into());
        let duration = "Seconds that annotated operations took, those that returned.";
        recorder.describe_histogram(name(&self.duration), Some(Unit::Seconds), duration.into());
        let errors = "Errors of annotated operations, by type.";
        recorder.describe_counter(self.errors.name.clone(), Some(Unit::Count), errors.into());
        if definition.settings.in_flight {
            let in_flight = "Calls of annotated operations that run now.";
            recorder.describe_gauge(name(&self.in_flight), Some(Unit::Count), in_flight.into());
        }
    }
}

/// The series of an operation's errors, one for each type: a list that only grows, so that an error that came before is
/// found without a lock and without allocating. There are as many as the code has names for errors.
struct ErrorKeys {
    name: KeyName,
    labels: Vec<Label>,
    first: Next,
}

type Next = OnceLock<Box<ErrorKey>>;

struct ErrorKey {
    error_type: &'static str,
    key: Key,
    next: Next,
}

impl ErrorKeys {
    fn of(&self, error_type: &'static str) -> &Key {
        let mut place = &self.first;
        loop {
            let found = place.get_or_init(|| Box::new(self.error_key(error_type)));
            if found.error_type == error_type {
                return &found.key;
            }
            place = &found.next;
        }
    }

    fn error_key(&self, error_type: &'static str) -> ErrorKey {
        let label = Label::from_static_parts("error_type", error_type);
        let key = Key::from_parts(self.name.clone(), with(&self.labels, label));
        ErrorKey { error_type, key, next: Next::new() }
    }
}

/// The labels, and one more behind them.
fn with(labels: &[Label], last: Label) -> Vec<Label> {
    let mut all = labels.to_vec();
    all.push(last);
    all
}

/// `attuned.store` → `attuned_store`
fn metric_prefix(scope: &str) -> String {
    scope.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
}
