use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_below = 20, degraded_above = 10)]
    celsius: i32,
}

fn main() {}
