use attuned_telemetry_rt::ErrorType;

#[derive(ErrorType)]
union Number {
    whole: u32,
    broken: f32,
}

fn main() {}
