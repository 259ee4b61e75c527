use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, when = changed)]
fn upsert() {}

fn main() {
    upsert();
}
