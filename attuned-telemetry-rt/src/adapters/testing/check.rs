//! Checks an adapter.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use super::laws::{LAWS, Law};
use super::report::{LawResult, Report};
use super::subject::Subject;
use super::subjects::health::HealthSubject;
use super::subjects::logging::LoggingSubject;
use super::subjects::metrics::MetricsSubject;
use super::subjects::tracing::TracingSubject;
use super::trial::{Kept, NewSubject, Trial};
use crate::adapters::traits::health_adapter::HealthAdapter;
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::core::verdict::caught::caught;

/// The maximum time of a law. The calls of a law that takes longer hang, or block their thread.
const DEADLINE: Duration = Duration::from_secs(6);

/// Checks a metrics adapter. `new` creates an adapter; it is called for each law, outside a runtime.
pub fn check_metrics<A: MetricsAdapter + 'static>(new: impl Fn() -> A + Send + Sync + 'static) -> Report {
    check(move || MetricsSubject(new()))
}

/// Checks a tracing adapter. `new` creates an adapter; it is called for each law, outside a runtime.
pub fn check_tracing<A: TracingAdapter + 'static>(new: impl Fn() -> A + Send + Sync + 'static) -> Report {
    check(move || TracingSubject(new()))
}

/// Checks a logging adapter. `new` creates an adapter; it is called for each law, outside a runtime.
pub fn check_logging<A: LoggingAdapter + 'static>(new: impl Fn() -> A + Send + Sync + 'static) -> Report {
    check(move || LoggingSubject(new()))
}

/// Checks a health adapter. `new` creates an adapter; it is called for each law, outside a runtime.
pub fn check_health<A: HealthAdapter + 'static>(new: impl Fn() -> A + Send + Sync + 'static) -> Report {
    check(move || HealthSubject(new()))
}

fn check<S: Subject + 'static>(new: impl Fn() -> S + Send + Sync + 'static) -> Report {
    let new: NewSubject = Arc::new(move || Arc::new(new()));
    let results = LAWS.iter().map(|law| result(law, Arc::clone(&new))).collect();
    Report { results }
}

/// Checks a law on a thread of its own, which is left behind if the adapter blocks it.
fn result(law: &'static Law, new: NewSubject) -> LawResult {
    let (sender, receiver) = mpsc::channel();
    let started = thread::Builder::new().name("adapter law".to_owned()).spawn(move || check_law(law, new, &sender));
    let kept = match started {
        Ok(_) => receiver
            .recv_timeout(DEADLINE)
            .unwrap_or_else(|_| Err(format!("the calls did not end within {DEADLINE:?}"))),
        Err(error) => Err(format!("the thread of the kit could not be started: {error}")),
    };
    LawResult { law: law.name, requires: law.requires, failure: kept.err() }
}

fn check_law(law: &Law, new: NewSubject, result: &mpsc::Sender<Kept>) {
    let trial = match Trial::new(new) {
        Ok(trial) => trial,
        Err(error) => return drop(result.send(Err(error))),
    };
    let kept = caught(|| (law.check)(&trial)).unwrap_or_else(|| Err("a call panicked".to_owned()));
    // The receiver is gone if the adapter blocked the thread for too long.
    let _ = result.send(kept);
    // How an adapter ends is the matter of one law. All other laws ignore it.
    let _ = trial.drop_subject();
}
