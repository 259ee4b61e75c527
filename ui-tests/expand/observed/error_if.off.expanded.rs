use attuned_telemetry_rt::observed;
fn answer(path: &str) -> u16 {
    if path == "/" { 200 } else { 500 }
}
fn main() {}
