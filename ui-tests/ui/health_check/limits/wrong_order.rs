use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_above = 0.95, unhealthy_above = 0.8)]
    used: f64,
    #[health(unhealthy_below = -1, degraded_below = -2_i32)]
    celsius: i32,
}

fn main() {}
