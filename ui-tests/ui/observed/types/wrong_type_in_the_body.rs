use attuned_telemetry_rt::observed;

#[observed]
fn length(text: &str) -> Result<u32, String> {
    if text.is_empty() {
        return Err(0);
    }
    text.len()
}

fn main() {
    drop(length(""));
}
