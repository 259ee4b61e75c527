// Fields and labels: 4

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store", fields(user_id, size = axes.len(), who = %name, what = ?axes), level = "debug", target = "store")]
fn put(user_id: u64, name: &str, axes: Vec<String>) -> bool {
    user_id > 0 && !name.is_empty() && !axes.is_empty()
}

fn main() {}
