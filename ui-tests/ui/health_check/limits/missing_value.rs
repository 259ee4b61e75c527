use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_above, unhealthy_above =)]
    waiting: usize,
}

fn main() {}
