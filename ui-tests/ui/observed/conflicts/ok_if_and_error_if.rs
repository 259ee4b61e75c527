use attuned_telemetry_rt::observed;

#[observed(ok_if = |found| *found, error_if = |found| !*found)]
fn find() -> bool {
    true
}

fn main() {
    find();
}
