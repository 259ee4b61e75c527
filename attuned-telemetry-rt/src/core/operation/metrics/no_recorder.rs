//! Whether no recorder is installed on this thread, so that nothing has to be measured.
//!
//! If no recorder is installed, the facade passes its own recorder to [`metrics::with_recorder`]. That recorder records
//! nothing. It is private, so it is recognised by its address.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::recorder::address;

/// The address of the facade's own recorder, or 0 if it is not known.
static NOOP: AtomicUsize = AtomicUsize::new(0);

/// Whether no recorder is current on this thread. Returns `false` if that is not known.
#[inline]
pub(crate) fn is_current() -> bool {
    metrics::with_recorder(|recorder| address(recorder) == NOOP.load(Ordering::Relaxed) && size_of_val(recorder) == 0)
}

/// Finds the address of the facade's own recorder. The system calls this function before `main`, when nothing can have
/// installed a recorder. On a platform without such a function, the address stays unknown, and calls are measured even
/// if no recorder is installed.
///
/// The names of the sections are those of the platforms' C compilers.
#[cfg(any(
    target_os = "android",
    target_os = "freebsd",
    target_os = "linux",
    target_os = "netbsd",
    target_os = "openbsd",
    target_vendor = "apple",
    windows
))]
#[used]
#[cfg_attr(not(any(target_vendor = "apple", windows)), unsafe(link_section = ".init_array"))]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func,mod_init_funcs"))]
#[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
#[expect(unsafe_code, reason = "the function allocates nothing and cannot panic, so it may run before `main`")]
static FIND: extern "C" fn() = {
    extern "C" fn find() {
        // Every global recorder is in a box. A box without a size has no memory: its address is the alignment.
        let is_in_a_box = |recorder: &dyn metrics::Recorder| address(recorder) == align_of_val(recorder);
        metrics::with_recorder(|recorder| {
            if size_of_val(recorder) == 0 && !is_in_a_box(recorder) {
                NOOP.store(address(recorder), Ordering::Relaxed);
            }
        });
    }
    find
};
