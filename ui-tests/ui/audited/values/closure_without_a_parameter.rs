use attuned_telemetry_rt::audited;

#[audited(event = StateCreated, size = || 1)]
fn create() {}

fn main() {
    create();
}
