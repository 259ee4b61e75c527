use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, axes_changed = [""; 0], when = chaged)]
fn upsert() {}

#[audited(event = StateUpdated, when = "changed")]
fn update() {}

#[audited(event = StateUpdated, when)]
fn insert() {}

fn main() {
    upsert();
    update();
    insert();
}
