use attuned_telemetry_rt::observed;
fn get(cached: bool) -> Option<u32> {
    cached.then_some(1)
}
fn main() {}
