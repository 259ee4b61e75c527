// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed]
fn double(number: u32) -> u32 {
    number * 2
}

fn main() {}
