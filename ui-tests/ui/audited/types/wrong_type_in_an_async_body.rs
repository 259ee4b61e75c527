use attuned_telemetry_rt::audited;

#[audited(event = StateDeleted)]
async fn length(text: &str) -> Result<u32, String> {
    text.len()
}

fn main() {
    drop(length(""));
}
