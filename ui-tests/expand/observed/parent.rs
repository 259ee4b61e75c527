// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(parent = None, follows_from = causes)]
fn get(user: &str, causes: Option<Span>) -> usize {
    user.len()
}

fn main() {}
