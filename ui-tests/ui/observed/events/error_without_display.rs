use attuned_telemetry_rt::observed;

#[derive(Debug)]
struct Silent;

#[observed(err)]
fn get() -> Result<u8, Silent> {
    Err(Silent)
}

fn main() {}
