//! Many functions, as in a service.

use super::{Wrapping, preamble};
use crate::variant::Variant;

/// Kinds of functions.
#[derive(Clone, Copy)]
pub(crate) enum Kinds {
    /// Every second function is `async`.
    Both,
    Sync,
    Async,
}

/// Returns a library of `count` functions.
pub(crate) fn functions(variant: &Variant, kinds: Kinds, count: u32) -> String {
    let functions = (0..count).map(|number| function(variant, kinds, number));
    preamble(variant) + &functions.collect::<String>()
}

/// Returns the same library with a small change in the middle: one function is a few characters longer.
pub(crate) fn edited_functions(variant: &Variant, kinds: Kinds, count: u32) -> String {
    let before = constant(count / 2);
    functions(variant, kinds, count).replace(&before, &format!("{before} + 1"))
}

fn function(variant: &Variant, kinds: Kinds, number: u32) -> String {
    match kinds {
        Kinds::Both if number % 2 == 0 => sync_function(variant, number),
        Kinds::Sync => sync_function(variant, number),
        Kinds::Both | Kinds::Async => async_function(variant, number),
    }
}

/// All functions are different, so that the compiler merges none of them.
fn constant(number: u32) -> String {
    format!("{}_u64", number + 1000)
}

fn sync_function(variant: &Variant, number: u32) -> String {
    let name = format!("debit_{number}");
    let Wrapping { start, success } = Wrapping::of(variant, &name);
    let (attribute, constant) = (variant.attribute, constant(number));
    format!(
        "
{attribute}
pub fn {name}(store: &Store, key: &str, request: Request) -> Result<u64, StoreError> {{
    {start}
    let balance = store.find(key)?;
    if balance < request.amount {{
        return Err(StoreError::Short {{ missing: request.amount - balance }});
    }}
    let left = balance - request.amount + request.user % ({constant});
    {success}
    Ok(left)
}}
"
    )
}

/// A future is compiled where it is polled. A boxed future is polled in a separate function.
fn async_function(variant: &Variant, number: u32) -> String {
    let name = format!("credit_{number}");
    let Wrapping { start, success } = Wrapping::of(variant, &name);
    let (attribute, constant) = (variant.attribute, constant(number));
    format!(
        "
{attribute}
pub async fn {name}(store: &Store, key: String, request: Request) -> Result<u64, StoreError> {{
    {start}
    let balance = store.fetch(&key).await?;
    if balance > u64::MAX - request.amount {{
        return Err(StoreError::Full);
    }}
    let sum = (balance + request.amount) ^ (request.user % ({constant}));
    {success}
    Ok(sum)
}}

pub fn boxed_{name}<'a>(
    store: &'a Store,
    key: String,
    request: Request,
) -> Pin<Box<dyn Future<Output = Result<u64, StoreError>> + Send + 'a>> {{
    Box::pin({name}(store, key, request))
}}
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::VARIANTS;

    /// The code without the lines of the annotation.
    fn unannotated(variant: &Variant) -> String {
        functions(variant, Kinds::Both, 10).replace(variant.attribute, "")
    }

    #[test]
    fn variants_differ_in_nothing_but_their_annotations() {
        let [plain, others @ ..] = &VARIANTS;
        for variant in others.iter().filter(|variant| !variant.by_hand) {
            assert_eq!(unannotated(variant), unannotated(plain), "{}", variant.name);
        }
    }

    #[test]
    fn an_edit_changes_one_line() {
        let [plain, ..] = &VARIANTS;
        let (before, after) = (functions(plain, Kinds::Both, 10), edited_functions(plain, Kinds::Both, 10));
        assert_eq!(before.lines().count(), after.lines().count());
        assert_eq!(before.lines().zip(after.lines()).filter(|(before, after)| before != after).count(), 1);
    }
}
