// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store")]
#[track_caller]
fn first(numbers: &[u8]) -> Result<u8, std::fmt::Error> {
    if numbers.len() > 9 {
        return Err(std::fmt::Error);
    }
    numbers.first().copied().ok_or(std::fmt::Error)
}

fn main() {}
