use attuned_telemetry_rt::audited;

#[track_caller]
#[audited(event = StateUpdated, count = |count| *count)]
fn count() -> usize {
    1
}

fn main() {}
