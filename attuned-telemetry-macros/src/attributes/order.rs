//! `#[observed]` and `#[audited]` may have either order. The audit record is always made inside the span.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Path};

use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::runtime;
use crate::function::attribute::is_named;
use crate::options::parse::parse;
use crate::options::table::options;

options! {
    /// The path of the runtime. The other options are read when the attribute itself is expanded.
    struct RuntimePath {
        "crate" => runtime: Path,
    }
}

/// If there is an `#[audited]` below this `#[observed]`, moves it to the top: what is expanded first ends up inside.
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
    let options: RuntimePath = parse(arguments.clone(), &mut Diagnostics::default());
    let runtime = runtime(options.runtime.as_ref().map(|given| &given.value));
    Some(quote!(#audited #[#runtime::observed(#arguments)] #(#attributes)* #function))
}

/// `#[audited(…)]`, `#[attuned_telemetry_rt::audited(…)]` or `#[cfg_attr(…, audited(…))]`
fn mentions_audited(attribute: &Attribute) -> bool {
    is_named(attribute.path(), "audited")
        || (attribute.path().is_ident("cfg_attr")
            && attribute
                .to_token_stream()
                .to_string()
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .any(|word| word == "audited"))
}
