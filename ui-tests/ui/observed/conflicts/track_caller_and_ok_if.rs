use attuned_telemetry_rt::observed;

#[track_caller]
#[observed(ok_if = |count| *count > 0)]
fn count() -> usize {
    1
}

fn main() {}
