use attuned_telemetry_rt::observed;

type Counted = Result<usize, std::fmt::Error>;

#[track_caller]
#[observed]
fn count() -> Counted {
    Ok(1)
}

fn main() {}
