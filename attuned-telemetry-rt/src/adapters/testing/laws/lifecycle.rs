//! From the first flush to the end.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use crate::adapters::testing::content::Load;
use crate::adapters::testing::trial::{Kept, Trial};

pub(super) fn flush_without_items(trial: &Trial) -> Kept {
    trial.flush()
}

pub(super) fn flush_after_items(trial: &Trial) -> Kept {
    trial.accepts(Load::Typical)?;
    trial.flush()
}

pub(super) fn flush_twice(trial: &Trial) -> Kept {
    trial.accepts(Load::Typical)?;
    // Whether the first one succeeds is the matter of another law.
    let _ = trial.flush();
    trial.flush().map_err(|error| format!("the second time: {error}"))
}

pub(super) fn shutdown_after_items(trial: &Trial) -> Kept {
    trial.accepts(Load::Typical)?;
    trial.shutdown()
}

pub(super) fn shutdown_twice(trial: &Trial) -> Kept {
    // Whether the first one succeeds is the matter of another law.
    let _ = trial.shutdown();
    trial.shutdown().map_err(|error| format!("the second time: {error}"))
}

pub(super) fn calls_after_shutdown(trial: &Trial) -> Kept {
    let calls: [fn(&Trial) -> Kept; 4] = [
        |trial| trial.call("a batch method", trial.subject.export(Load::Typical)).map(drop),
        |trial| trial.call("a method for single items", trial.subject.single(Load::Typical)),
        |trial| trial.call("health_check", trial.subject.health_check()).map(drop),
        |trial| trial.call("flush", trial.subject.flush()).map(drop),
    ];
    // Calls that do not even end before are the matter of other laws.
    let ending: Vec<_> = calls.into_iter().filter(|call| call(trial).is_ok()).collect();
    let _ = trial.shutdown();
    ending.into_iter().try_for_each(|call| call(trial).map_err(|error| format!("after `shutdown`, {error}")))
}

pub(super) fn shutdown_during_a_batch(trial: &Trial) -> Kept {
    let both = async {
        let mut export = pin!(trial.subject.export(Load::Typical));
        let mut shutdown = pin!(trial.subject.shutdown());
        let (mut is_exported, mut is_shut_down) = (false, false);
        poll_fn(|context| {
            is_exported = is_exported || export.as_mut().poll(context).is_ready();
            is_shut_down = is_shut_down || shutdown.as_mut().poll(context).is_ready();
            if is_exported && is_shut_down { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    };
    trial.call("shutdown` during a batch method, or `the batch method", both)
}

pub(super) fn drop_without_shutdown(trial: &Trial) -> Kept {
    let dropped = trial.another()?;
    dropped.accepts(Load::Typical)?;
    dropped.drop_subject()
}
