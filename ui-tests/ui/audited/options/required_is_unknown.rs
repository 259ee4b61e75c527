use attuned_telemetry_rt::audited;

#[audited(event = StateDeleted, required)]
fn delete() {}

fn main() {
    delete();
}
