use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, axes_changed =, when = changed, redact(axes_changed))]
fn upsert() {}

fn main() {
    upsert();
}
