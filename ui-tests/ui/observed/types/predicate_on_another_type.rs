use attuned_telemetry_rt::observed;

#[observed(error_if = Option::is_none)]
fn length(text: &str) -> usize {
    text.len()
}

fn main() {
    length("");
}
