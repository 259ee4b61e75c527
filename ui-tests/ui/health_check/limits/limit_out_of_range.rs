use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_above = 300)]
    waiting: u8,
}

fn main() {}
