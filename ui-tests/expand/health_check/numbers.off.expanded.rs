use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use attuned_telemetry_rt::HealthCheck;
struct Load {
    #[health(degraded_above = 0.8, unhealthy_above = 0.95)]
    used: f64,
    #[health(degraded_above = MOST/2, unhealthy_above = MOST, optional)]
    waiting: Arc<AtomicUsize>,
    #[health(degraded_below = -10)]
    celsius: Option<i32>,
}
const MOST: usize = 100;
fn main() {}
