use attuned_telemetry_rt::audited;

#[audited(event = StateUpdatd)]
fn upsert() {}

fn main() {
    upsert();
}
