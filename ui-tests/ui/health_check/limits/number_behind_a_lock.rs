use attuned_telemetry_rt::HealthCheck;

use std::sync::Mutex;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_above = 10)]
    waiting: Mutex<u32>,
}

fn main() {}
