use attuned_telemetry_rt::observed;
fn put(user_id: u64, name: &str, axes: Vec<String>) -> bool {
    user_id > 0 && !name.is_empty() && !axes.is_empty()
}
fn main() {}
