use attuned_telemetry_rt::audited;

#[audited(event = StateUpdated, user_id = "u1", redact())]
fn upsert() {}

#[audited(event = StateUpdated, user_id = "u1", redact)]
fn update() {}

#[audited(event = StateUpdated, user_id = "u1", redact = user_id)]
fn insert() {}

#[audited(event = StateUpdated, user_id = "u1", redact("user_id"))]
fn change() {}

fn main() {
    upsert();
    update();
    insert();
    change();
}
