use attuned_telemetry_rt::audited;

#[audited(event = 7)]
fn upsert() {}

fn main() {
    upsert();
}
