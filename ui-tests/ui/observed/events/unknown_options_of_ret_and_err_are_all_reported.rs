use attuned_telemetry_rt::observed;

#[observed(err(levl = "warn"), ret(debug, level = "loud"))]
fn get() -> Result<u8, String> {
    Ok(1)
}

fn main() {}
