//! `#[observed]` and `#[audited]` may stand in either order; the audit record belongs inside the span.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Path};

use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::runtime;
use crate::function::is_attribute;
use crate::options;
use crate::options::options;

options! {
    /// Where the runtime is; every other option is read when the attribute's own turn comes.
    struct RuntimePath {
        "crate" => runtime: Path,
    }
}

/// If `#[audited]` still waits below this `#[observed]`, puts it first: it then expands first and so lands inside.
///
/// ```text
/// #[observed(op = "upsert")] #[audited(event = StateUpdated)] fn upsert() {}
/// #[audited(event = StateUpdated)] #[observed(op = "upsert")] fn upsert() {}
/// ```
pub(crate) fn audited_first(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_outer)?, input.parse::<TokenStream>()?));
    let (mut attributes, function) = split.parse2(item.clone()).ok()?;
    let position = attributes.iter().position(mentions_audited)?;
    let audited = attributes.remove(position);
    let options: RuntimePath = options::parse(arguments.clone(), &mut Diagnostics::default());
    let runtime = runtime(options.runtime.as_ref().map(|given| &given.value));
    Some(quote!(#audited #[#runtime::observed(#arguments)] #(#attributes)* #function))
}

/// `#[audited(…)]`, `#[attuned_telemetry_rt::audited(…)]` or `#[cfg_attr(…, audited(…))]`
fn mentions_audited(attribute: &Attribute) -> bool {
    is_attribute(attribute, "audited")
        || (attribute.path().is_ident("cfg_attr")
            && attribute
                .to_token_stream()
                .to_string()
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .any(|word| word == "audited"))
}
