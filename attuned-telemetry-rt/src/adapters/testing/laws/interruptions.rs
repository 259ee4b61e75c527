//! Calls that are polled in unusual ways, or not to their end.

use std::future::poll_fn;
use std::panic::resume_unwind;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use crate::adapters::testing::content::Load;
use crate::adapters::testing::subject::{Call, Exported};
use crate::adapters::testing::trial::{Kept, Trial, accepted};
use crate::core::verdict::caught::caught;

const LATE: Duration = Duration::from_millis(400);
const LATE_POLLS: u32 = 3;
const SPURIOUS_POLLS: u32 = 1_000;
const INTERRUPTED_CALLS: u32 = 20;

/// The first polls after a wake are late.
pub(super) fn slow_consumer(trial: &Trial) -> Kept {
    let mut call = trial.subject.export(Load::Typical);
    let mut polls = 0;
    let late = poll_fn(|context| {
        if (1..=LATE_POLLS).contains(&polls) {
            thread::sleep(LATE);
        }
        polls += 1;
        call.as_mut().poll(context)
    });
    accepted(trial.call("a batch method that is polled late", late)?)
}

pub(super) fn spurious_polls(trial: &Trial) -> Kept {
    let mut call = trial.subject.export(Load::Typical);
    let often = poll_fn(|context| {
        let polls = (0..SPURIOUS_POLLS).map(|_| call.as_mut().poll(context));
        polls.into_iter().find(Poll::is_ready).unwrap_or(Poll::Pending)
    });
    accepted(trial.call("a batch method that is polled often", often)?)
}

pub(super) fn unpolled_calls(trial: &Trial) -> Kept {
    for _ in 0..INTERRUPTED_CALLS {
        drop(trial.subject.flush());
        drop(trial.subject.health_check());
    }
    trial.accepts(Load::Typical).map_err(|error| format!("after calls that were not polled, {error}"))
}

pub(super) fn cancelled_calls(trial: &Trial) -> Kept {
    cancel(trial)?;
    trial.accepts(Load::Typical).map_err(|error| format!("after calls that were cancelled, {error}"))
}

/// If calls that are cancelled without a panic do harm already, the law of cancelled calls says so.
pub(super) fn panic(trial: &Trial) -> Kept {
    let without_panic = trial.another()?;
    let kept = cancel(&without_panic).and_then(|()| without_panic.accepts(Load::Typical));
    let _ = without_panic.drop_subject();
    if kept.is_err() {
        return Ok(());
    }
    for _ in 0..INTERRUPTED_CALLS {
        let _ = caught(|| {
            let mut call = trial.subject.export(Load::Typical);
            poll_once(trial, &mut call);
            // Drops the call while the thread unwinds. A panic would be reported on standard error.
            resume_unwind(Box::new("on purpose"))
        });
    }
    trial.accepts(Load::Typical).map_err(|error| format!("after panics of the caller, {error}"))
}

fn cancel(trial: &Trial) -> Kept {
    let cancel_some = || {
        for _ in 0..INTERRUPTED_CALLS {
            let mut call = trial.subject.export(Load::Typical);
            poll_once(trial, &mut call);
        }
    };
    caught(cancel_some).ok_or_else(|| "a batch method, or dropping its call, panicked".to_owned())
}

/// Polls a call once, on the runtime.
fn poll_once(trial: &Trial, call: &mut Call<'_, Exported>) {
    trial.block_on(async {
        // The call is not polled again, so it wakes nobody.
        drop(call.as_mut().poll(&mut Context::from_waker(Waker::noop())));
    });
}
