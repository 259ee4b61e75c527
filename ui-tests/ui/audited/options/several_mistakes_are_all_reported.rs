use attuned_telemetry_rt::audited;

#[audited(user_id =, required, op = 2)]
fn delete() {}

fn main() {
    delete();
}
