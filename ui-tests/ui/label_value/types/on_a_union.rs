use attuned_telemetry_rt::LabelValue;

#[derive(LabelValue)]
union Number {
    whole: u32,
    broken: f32,
}

fn main() {}
