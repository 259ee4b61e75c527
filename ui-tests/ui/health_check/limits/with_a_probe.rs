use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(degraded_above = 10, with = ping)]
    waiting: usize,
}

fn ping(_waiting: &usize) -> bool {
    true
}

fn main() {}
