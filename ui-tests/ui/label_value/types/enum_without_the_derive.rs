use attuned_telemetry_rt::LabelValue;

enum Backend {
    Memory,
}

fn label(value: impl LabelValue) -> &'static str {
    value.as_str()
}

fn main() {
    label(Some(Backend::Memory));
}
