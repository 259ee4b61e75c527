use attuned_telemetry_rt::observed;

#[observed]
fn length(text: &str) -> usize {
    text.len();
}

#[observed]
async fn length_later(text: &str) -> usize {
    text.len();
}

fn main() {
    length("");
    drop(length_later(""));
}
