//! Several calls at the same time, threads and runtimes.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::adapters::testing::content::Load;
use crate::adapters::testing::guarded::{DEADLINE, guarded};
use crate::adapters::testing::subject::{Call, Exported};
use crate::adapters::testing::trial::{Kept, Trial, accepted};

const CALLS: usize = 32;
const THREADS: usize = 4;
const LONGEST_POLL: Duration = Duration::from_millis(500);

pub(super) fn concurrent_calls(trial: &Trial) -> Kept {
    let mut calls: Vec<Option<Call<'_, Exported>>> =
        (0..CALLS).map(|_| Some(trial.subject.export(Load::Typical))).collect();
    let mut ended = Vec::new();
    let all = poll_fn(|context| {
        for call in &mut calls {
            if let Some(Poll::Ready(exported)) = call.as_mut().map(|call| call.as_mut().poll(context)) {
                ended.push(exported);
                *call = None;
            }
        }
        if calls.iter().all(Option::is_none) { Poll::Ready(()) } else { Poll::Pending }
    });
    trial.call("a batch method", all)?;
    ended.into_iter().try_for_each(accepted)
}

/// The runtime runs on the thread of the law. The other threads use its timers and connections.
pub(super) fn several_threads(trial: &Trial) -> Kept {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let all = async {
        for _ in 0..THREADS {
            let (subject, sender, runtime) = (Arc::clone(&trial.subject), sender.clone(), Handle::current());
            let run = move || {
                let export = guarded("a batch method", DEADLINE, subject.export(Load::Typical));
                let kept = runtime.block_on(export).and_then(|ended| accepted(ended.value));
                drop(subject);
                // The receiver is gone if another thread failed.
                let _ = sender.send(kept);
            };
            let started = thread::Builder::new().name("adapter law".to_owned()).spawn(run);
            started.map_err(|error| format!("the thread of the kit could not be started: {error}"))?;
        }
        drop(sender);
        while let Some(kept) = receiver.recv().await {
            kept?;
        }
        Ok(())
    };
    trial.block_on(all)
}

pub(super) fn another_runtime(trial: &Trial) -> Kept {
    trial.accepts(Load::Typical)?;
    trial.replace_runtime()?;
    trial.accepts(Load::Typical).map_err(|error| format!("on the second runtime, {error}"))
}

/// Calls that panic or do not end are the matter of other laws.
pub(super) fn no_blocking(trial: &Trial) -> Kept {
    let polls = [
        ("a batch method", longest_poll(trial, trial.subject.export(Load::Typical))),
        ("health_check", longest_poll(trial, trial.subject.health_check())),
        ("flush", longest_poll(trial, trial.subject.flush())),
        ("shutdown", longest_poll(trial, trial.subject.shutdown())),
    ];
    let blocking = polls.into_iter().find(|(_, longest)| *longest >= LONGEST_POLL);
    blocking.map_or(Ok(()), |(what, longest)| Err(format!("`{what}` blocked its thread for {longest:?}")))
}

fn longest_poll<T>(trial: &Trial, call: Call<'_, T>) -> Duration {
    trial.call_within("the call", DEADLINE, call).map_or(Duration::ZERO, |ended| ended.longest_poll)
}
