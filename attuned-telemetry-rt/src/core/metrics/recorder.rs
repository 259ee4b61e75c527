//! Which recorder counts.
//!
//! It is asked at every call: a recorder can be installed late, and [`metrics::with_local_recorder`] puts another one in
//! its place on one thread. Handles are kept only for the recorder that [`install`] made the process's own, because that
//! one is never dropped or exchanged; every other recorder is asked for its handles anew.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

#[cfg(any(feature = "init", feature = "prometheus"))]
use metrics::Metadata;
use metrics::Recorder;
#[cfg(any(feature = "init", feature = "prometheus"))]
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Unit};

use super::call_metrics::CallRecorder;

/// The address of the recorder that was installed through [`install`], 0 if there is none.
static INSTALLED: AtomicUsize = AtomicUsize::new(0);

/// What the installed recorder can do for annotated code besides, if it can do more.
static CALL_RECORDER: OnceLock<Box<dyn CallRecorder>> = OnceLock::new();

/// Makes `recorder` the process's own, as `metrics::set_global_recorder` does, and lets every operation keep the
/// handles that it gives.
///
/// # Errors
///
/// If the process has a recorder already. It stays, and `recorder` comes back in the error.
#[cfg(any(feature = "init", feature = "prometheus"))]
pub(crate) fn install<R: Recorder + Send + Sync + 'static>(
    recorder: R,
    call_recorder: Option<Box<dyn CallRecorder>>,
) -> Result<(), metrics::SetRecorderError<Installed<R>>> {
    metrics::set_global_recorder(Installed { recorder, _sized: 0 })?;
    if let Some(counter) = call_recorder {
        // The process has one recorder, so this is set once.
        let _ = CALL_RECORDER.set(counter);
    }
    // A thread that was just made has no local recorder, so it sees the process's own.
    // Without the thread every recorder is asked anew, which counts all the same.
    let thread = std::thread::Builder::new().spawn(|| metrics::with_recorder(address));
    if let Ok(Ok(address)) = thread.map(std::thread::JoinHandle::join) {
        INSTALLED.store(address, Ordering::Release);
    }
    Ok(())
}

/// A recorder as [`install`] stores it.
#[cfg(any(feature = "init", feature = "prometheus"))]
pub(crate) struct Installed<R> {
    recorder: R,
    /// A type without size has no address of its own, and a local recorder could be taken for it.
    _sized: u8,
}

#[cfg(any(feature = "init", feature = "prometheus"))]
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

pub(crate) fn call_recorder() -> Option<&'static dyn CallRecorder> {
    CALL_RECORDER.get().map(|counter| &**counter)
}

#[inline]
pub(crate) fn address(recorder: &dyn Recorder) -> usize {
    std::ptr::from_ref(recorder).cast::<()>().addr()
}

/// Whether the recorder that counts here and now is the one that was installed.
#[inline]
pub(crate) fn is_installed_now() -> bool {
    metrics::with_recorder(address) == INSTALLED.load(Ordering::Acquire)
}
