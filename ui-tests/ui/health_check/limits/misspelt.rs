use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_abov = 10)]
    waiting: usize,
}

fn main() {}
