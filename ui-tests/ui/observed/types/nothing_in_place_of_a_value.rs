use attuned_telemetry_rt::observed;

#[observed]
fn length(text: &str) -> usize {
    text.len();
}

#[observed]
async fn length_later(text: &str) -> usize {
    text.len();
}

#[observed]
fn length_of_an_argument_by_value(text: Box<str>) -> usize {
    text.len();
}

#[observed]
fn other_type(text: Box<str>) -> usize {
    if text.is_empty() {
        return "none";
    }
    text
}

fn main() {
    length("");
    drop(length_later(""));
    length_of_an_argument_by_value("".into());
    other_type("".into());
}
