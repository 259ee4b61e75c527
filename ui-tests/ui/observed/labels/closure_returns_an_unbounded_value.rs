use attuned_telemetry_rt::observed;

#[observed(labels(size = |found| found.len()))]
fn get(text: &str) -> Vec<u8> {
    text.into()
}

fn main() {}
