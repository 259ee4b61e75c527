use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_above = 10)]
    waiting: String,
}

fn main() {}
