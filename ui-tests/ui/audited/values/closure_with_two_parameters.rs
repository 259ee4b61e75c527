use attuned_telemetry_rt::audited;

#[audited(event = StateCreated, size = |ok, error| 1)]
fn create() {}

fn main() {
    create();
}
