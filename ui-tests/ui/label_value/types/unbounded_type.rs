use attuned_telemetry_rt::LabelValue;

fn label(value: impl LabelValue) -> &'static str {
    value.as_str()
}

fn main() {
    label(String::new());
    label("text");
    label(7_u64);
}
