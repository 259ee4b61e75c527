// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store")]
fn axes<'a>(text: &'a str) -> Result<impl Iterator<Item = &'a str> + 'a, std::fmt::Error> {
    Ok(text.split(','))
}

fn main() {}
