use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Load {
    #[health(timeout = "1s", unhealthy_below = 10)]
    waiting: usize,
}

fn main() {}
