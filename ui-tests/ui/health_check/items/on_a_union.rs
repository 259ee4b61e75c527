use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
union Store {
    disk: u32,
    memory: f32,
}

fn main() {}
