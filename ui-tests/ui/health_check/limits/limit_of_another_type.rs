use attuned_telemetry_rt::HealthCheck;

use std::sync::atomic::AtomicU64;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_above = 0.8)]
    waiting: AtomicU64,
    #[health(degraded_above = 1)]
    used: f32,
    #[health(degraded_above = MOST)]
    queued: u32,
}

const MOST: usize = 10;

fn main() {}
