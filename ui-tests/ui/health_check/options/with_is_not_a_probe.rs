use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = "ping")]
    text: u8,
    #[health(with = ping(&self.call))]
    call: u8,
    #[health(with = |first, second| first == second)]
    two: u8,
    #[health(with = || true)]
    none: u8,
    #[health(with)]
    nothing: u8,
}

fn main() {}
