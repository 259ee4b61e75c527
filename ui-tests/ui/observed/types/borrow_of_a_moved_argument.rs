use attuned_telemetry_rt::observed;

#[observed]
fn keep(text: String) -> usize {
    drop(text);
    text.len()
}

#[observed]
async fn keep_later(text: String) -> usize {
    drop(text);
    text.len()
}

fn main() {
    keep(String::new());
    drop(keep_later(String::new()));
}
