use attuned_telemetry_rt::observed;

#[observed(error_if = Option::is_none, labels(large = |number| number.is_some()))]
#[track_caller]
fn first(numbers: &[u8]) -> Option<u8> {
    let first = numbers.first()?;
    Some(*first)
}

fn main() {}
