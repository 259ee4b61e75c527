use attuned_telemetry_rt::observed;
fn double(number: u32) -> u32 {
    number * 2
}
fn main() {}
