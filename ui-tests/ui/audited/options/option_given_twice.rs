use attuned_telemetry_rt::audited;

#[audited(event = StateDeleted, event = StateCreated)]
fn delete() {}

fn main() {
    delete();
}
