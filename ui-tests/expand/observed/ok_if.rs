// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store", ok_if = Option::is_some)]
fn find(user: &str) -> Option<usize> {
    user.find('u')
}

fn main() {}
