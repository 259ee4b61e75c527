//! One thread of the process that notices destinations which block their thread beyond their deadline.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::core::verdict::caught::caught;
use crate::delivery::guard;

/// A lane whose calls have deadlines.
pub(crate) trait Watched: Send + Sync {
    /// Acts on a call that is later than its deadline. Returns when to look again, if a call is running.
    fn inspect(self: Arc<Self>, now: Instant) -> Option<Instant>;
}

/// What the supervisor watches. The thread exists while there are lanes.
#[derive(Default)]
struct Supervised {
    lanes: Vec<Weak<dyn Watched>>,
    is_running: bool,
}

static SUPERVISED: Mutex<Option<Supervised>> = Mutex::new(None);
static WAKE: Condvar = Condvar::new();

/// When the supervisor looks next, in nanoseconds since [`epoch`].
static NEXT: AtomicU64 = AtomicU64::new(u64::MAX);

/// Watches a lane until it is dropped. Starts the thread if necessary.
pub(crate) fn watch(lane: Weak<dyn Watched>) -> io::Result<()> {
    let mut supervised = lock();
    let Supervised { lanes, is_running } = supervised.get_or_insert_default();
    if !*is_running {
        thread::Builder::new().name("telemetry-watch".to_owned()).spawn(run)?;
        *is_running = true;
    }
    lanes.push(lane);
    // A call of the lane may have been announced before the supervisor knew the lane.
    NEXT.store(0, Ordering::SeqCst);
    WAKE.notify_all();
    drop(supervised);
    Ok(())
}

/// Lets the thread end if there are no lanes any more.
pub(crate) fn forget_dropped() {
    let mut supervised = lock();
    if let Some(Supervised { lanes, .. }) = &mut *supervised {
        lanes.retain(|lane| lane.strong_count() > 0);
        WAKE.notify_all();
    }
}

/// Announces a call that may have to be abandoned at `deadline`.
pub(crate) fn expect(deadline: Instant) {
    let deadline = nanoseconds(deadline);
    if deadline < NEXT.load(Ordering::SeqCst) {
        let _supervised = lock();
        NEXT.fetch_min(deadline, Ordering::SeqCst);
        WAKE.notify_all();
    }
}

fn run() {
    let _delivering = guard::enter();
    let mut supervised = lock();
    loop {
        let Some(Supervised { lanes, is_running }) = &mut *supervised else { return };
        lanes.retain(|lane| lane.strong_count() > 0);
        if lanes.is_empty() {
            *is_running = false;
            return;
        }
        let watched: Vec<_> = lanes.iter().filter_map(Weak::upgrade).collect();
        // Calls that are announced from now on set it again. Others are seen by the inspection of their lane.
        NEXT.store(u64::MAX, Ordering::SeqCst);
        drop(supervised);
        let now = Instant::now();
        let next = watched.into_iter().filter_map(|lane| caught(|| lane.inspect(now)).flatten()).min();
        supervised = lock();
        if let Some(next) = next {
            NEXT.fetch_min(nanoseconds(next), Ordering::SeqCst);
        }
        supervised = wait(supervised);
    }
}

/// Waits until the time [`NEXT`], which may become earlier in the meantime, or until a lane is dropped.
fn wait(mut supervised: MutexGuard<'_, Option<Supervised>>) -> MutexGuard<'_, Option<Supervised>> {
    loop {
        let is_empty = supervised.as_ref().is_none_or(|supervised| supervised.lanes.is_empty());
        let next = NEXT.load(Ordering::SeqCst);
        let left = Duration::from_nanos(next).saturating_sub(epoch().elapsed());
        if is_empty || left.is_zero() {
            return supervised;
        }
        supervised = if next == u64::MAX {
            WAKE.wait(supervised).unwrap_or_else(PoisonError::into_inner)
        } else {
            WAKE.wait_timeout(supervised, left).unwrap_or_else(PoisonError::into_inner).0
        };
    }
}

fn lock() -> MutexGuard<'static, Option<Supervised>> {
    SUPERVISED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A time before all others.
fn epoch() -> Instant {
    static EPOCH: OnceLock<Instant> = OnceLock::new();
    *EPOCH.get_or_init(Instant::now)
}

fn nanoseconds(time: Instant) -> u64 {
    u64::try_from(time.saturating_duration_since(epoch()).as_nanos()).unwrap_or(u64::MAX - 1)
}
