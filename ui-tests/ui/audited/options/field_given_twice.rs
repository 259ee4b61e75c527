use attuned_telemetry_rt::audited;

#[audited(event = StateDeleted, reason = "a", reason = "b")]
fn delete() {}

fn main() {
    delete();
}
