use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, confidence = 0.5, op = "upsert", redact(confidence, event, op))]
fn upsert() {}

fn main() {
    upsert();
}
