use attuned_telemetry_rt::observed;

#[observed(span = false, parent = None, follows_from = [])]
fn get() {}

fn main() {}
