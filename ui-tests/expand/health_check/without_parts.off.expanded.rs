use attuned_telemetry_rt::HealthCheck;
struct Clock;
fn main() {}
