use attuned_telemetry_rt::observed;
async fn compact() {}
fn main() {}
