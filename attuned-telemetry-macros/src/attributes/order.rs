//! Which of several attributes on a function expands first.
//!
//! `#[observed]` and `#[audited]` may have either order. The audit record is always made inside the span. Both come
//! after an attribute that changes the return type.

use proc_macro2::{Ident, Span, TokenStream};
#[cfg(feature = "audit")]
use quote::ToTokens as _;
use quote::quote;
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

/// If there is a `#[throws]` below this attribute, moves the attribute below it: `#[throws]` changes the return type,
/// and until then a `?` in the body does not fit the written one.
///
/// ```text
/// #[observed] #[inline] #[throws(Error)] fn parse(text: &str) -> u8 { text.parse()? }
/// #[inline] #[throws(Error)] #[observed] fn parse(text: &str) -> u8 { text.parse()? }
/// ```
pub(crate) fn throws_first(attribute: &str, arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    let (above, function) = split(item)?;
    let position = above.iter().rposition(|candidate| is_named(candidate.path(), "throws"))?;
    let (above, below) = above.split_at(position + 1);
    let attribute = Ident::new(attribute, Span::call_site());
    let runtime = given_runtime(arguments);
    Some(quote!(#(#above)* #[#runtime::#attribute(#arguments)] #(#below)* #function))
}

/// If there is an `#[audited]` below this `#[observed]`, moves it to the top: what is expanded first ends up inside.
///
/// ```text
/// #[observed(op = "upsert")] #[audited(event = StateUpdated)] fn upsert() {}
/// #[audited(event = StateUpdated)] #[observed(op = "upsert")] fn upsert() {}
/// ```
#[cfg(feature = "audit")]
pub(crate) fn audited_first(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    let (mut attributes, function) = split(item)?;
    let position = attributes.iter().position(mentions_audited)?;
    let audited = attributes.remove(position);
    let runtime = given_runtime(arguments);
    Some(quote!(#audited #[#runtime::observed(#arguments)] #(#attributes)* #function))
}

/// The attributes of an item, and the rest of it.
fn split(item: &TokenStream) -> Option<(Vec<Attribute>, TokenStream)> {
    let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_outer)?, input.parse::<TokenStream>()?));
    split.parse2(item.clone()).ok()
}

fn given_runtime(arguments: &TokenStream) -> TokenStream {
    let options: RuntimePath = parse(arguments.clone(), &mut Diagnostics::default());
    runtime(options.runtime.as_ref().map(|given| &given.value))
}

/// `#[audited(…)]`, `#[attuned_telemetry_rt::audited(…)]` or `#[cfg_attr(…, audited(…))]`
#[cfg(feature = "audit")]
fn mentions_audited(attribute: &Attribute) -> bool {
    is_named(attribute.path(), "audited")
        || (attribute.path().is_ident("cfg_attr")
            && attribute
                .to_token_stream()
                .to_string()
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .any(|word| word == "audited"))
}
