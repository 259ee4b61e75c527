use attuned_telemetry_rt::observed;

#[observed(err = "warn")]
fn get() -> Result<u8, String> {
    Ok(1)
}

fn main() {}
