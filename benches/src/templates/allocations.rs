// Measures heap use.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

#[global_allocator]
static COUNTING: Counting = Counting;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// Bytes are counted only on request, because counting takes time.
static COUNTS_BYTES: AtomicBool = AtomicBool::new(false);
static LIVE: AtomicI64 = AtomicI64::new(0);

// Number of allocations of this thread.
#[allow(dead_code)]
pub fn of_this_thread() -> u64 {
    ALLOCATIONS.get()
}

#[allow(dead_code)]
pub fn count_live_bytes() {
    COUNTS_BYTES.store(true, Ordering::Relaxed);
}

// Live heap bytes, as requested from the allocator, since `count_live_bytes`.
#[allow(dead_code)]
pub fn live_bytes() -> i64 {
    LIVE.load(Ordering::Relaxed)
}

fn count(grown: usize, shrunk: usize) {
    ALLOCATIONS.set(ALLOCATIONS.get() + u64::from(grown > 0));
    if COUNTS_BYTES.load(Ordering::Relaxed) {
        LIVE.fetch_add(grown as i64 - shrunk as i64, Ordering::Relaxed);
    }
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(0, layout.size());
        unsafe { System.dealloc(pointer, layout) }
    }
}
