use attuned_telemetry_rt::observed;

#[observed(labels(hit = |found, user| found.is_some()))]
fn get(user: u8) -> Option<u8> {
    Some(user)
}

fn main() {}
