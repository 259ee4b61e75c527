// Calls annotated code in chunks, and delivers each chunk before the next one starts, so that no queue overflows.

use std::env;
use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

// The number of calls in a chunk.
const CHUNK: u64 = 2_048;

// What the command line requests: `program PORT PROTOCOL COMPRESSION SAMPLED CONTENT CALLS`.
pub struct Asked {
    pub url: String,
    pub is_grpc: bool,
    pub is_gzip: bool,
    pub is_sampled: bool,
    // Whether attributes that the other tools do not have are switched off.
    #[allow(dead_code)]
    pub is_lean: bool,
    calls: u64,
}

impl Asked {
    pub fn from_words() -> Result<Self, Box<dyn Error>> {
        let words: Vec<_> = env::args().skip(1).collect();
        let [port, protocol, compression, sampled, content, calls] = &words[..] else {
            return Err("expected six words".into());
        };
        Ok(Self {
            url: format!("http://127.0.0.1:{port}"),
            is_grpc: protocol == "grpc",
            is_gzip: compression == "gzip",
            is_sampled: sampled == "sampled",
            is_lean: content == "lean",
            calls: calls.parse()?,
        })
    }

    // Prints the CPU seconds of the process, the nanoseconds of a call on its thread, and the seconds. Warms up first,
    // with one chunk.
    pub fn measure(&self, call: impl Fn(u64), flush: impl Fn()) {
        // Clocks are calibrated meanwhile.
        thread::sleep(Duration::from_millis(1_500));
        (0..CHUNK).for_each(&call);
        flush();
        let (started, cpu) = (Instant::now(), seconds(libc::CLOCK_PROCESS_CPUTIME_ID));
        let (mut in_calls, mut done) = (0.0, 0);
        while done < self.calls {
            let next = (done + CHUNK).min(self.calls);
            let before = seconds(libc::CLOCK_THREAD_CPUTIME_ID);
            (done..next).for_each(&call);
            in_calls += seconds(libc::CLOCK_THREAD_CPUTIME_ID) - before;
            flush();
            done = next;
        }
        let cpu = seconds(libc::CLOCK_PROCESS_CPUTIME_ID) - cpu;
        println!("{cpu} {} {}", in_calls * 1e9 / self.calls as f64, started.elapsed().as_secs_f64());
    }
}

// Returns the time of a clock, in seconds.
fn seconds(clock: libc::clockid_t) -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let result = unsafe { libc::clock_gettime(clock, &mut time) };
    assert_eq!(result, 0, "the clock cannot be read");
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
