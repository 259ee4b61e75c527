//! Functions that await each other. The outermost future must be `Send`.

use super::{Wrapping, preamble};
use crate::variant::Variant;

/// Returns a library with this nesting depth.
pub(crate) fn nested(variant: &Variant, levels: u32) -> String {
    let functions: String = (1..=levels).map(|level| function(variant, level, levels)).collect();
    let preamble = preamble(variant);
    format!(
        "{preamble}{functions}
fn assert_send<T: Send>(_: T) {{}}

pub fn check(store: &Store) {{
    assert_send(level_1(store, \"key\"));
}}
"
    )
}

fn function(variant: &Variant, level: u32, levels: u32) -> String {
    let name = format!("level_{level}");
    let awaited =
        if level == levels { "store.fetch(key)".to_owned() } else { format!("level_{}(store, key)", level + 1) };
    let Wrapping { start, success } = Wrapping::of(variant, &name);
    let attribute = variant.attribute;
    format!(
        "
{attribute}
pub async fn {name}(store: &Store, key: &str) -> Result<u64, StoreError> {{
    {start}
    let below = {awaited}.await?;
    {success}
    Ok(below)
}}
"
    )
}
