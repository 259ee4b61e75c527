use attuned_telemetry_rt::observed;

struct Silent;

#[observed(ret)]
fn get() -> Result<Silent, String> {
    Ok(Silent)
}

fn main() {}
