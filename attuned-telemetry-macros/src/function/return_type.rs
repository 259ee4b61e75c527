//! The return type, as the code around the user's body repeats it.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{ReturnType, Type};

use crate::expansion::hygiene::at;

/// The return type as it can be written inside a body: `Result<impl Iterator, E>` becomes `Result<_, E>`.
///
/// The closure or async block around the user's body gets this type, so that `?`, `into()` and coercions infer the same
/// types as without the annotation. `!` becomes a type without values, to which it coerces.
pub(super) fn return_type_hint(output: &ReturnType, door: &TokenStream) -> TokenStream {
    match output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, returned) => match &**returned {
            Type::Never(_) => quote!(#door::Never),
            returned => infer_impl_trait(returned.to_token_stream()),
        },
    }
}

/// `Pin<Box<dyn Future<Output = ()> + Send>>` → `()`: `#[async_trait]` gives such a body no type hint.
pub(super) fn awaited_type(output: &ReturnType) -> Option<TokenStream> {
    let words: String = output.to_token_stream().to_string().split_whitespace().collect();
    words.contains("Output=()").then(|| quote!(()))
}

/// `Result<impl Iterator<Item = u8> + 'a, E>` → `Result<_, E>`
pub(super) fn infer_impl_trait(tokens: TokenStream) -> TokenStream {
    let mut inferred = TokenStream::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "impl" => {
                inferred.extend(quote_spanned!(at(&word)=> _));
                inferred.extend(after_bounds(&mut tokens));
            }
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(group.delimiter(), infer_impl_trait(group.stream()));
                inner.set_span(group.span());
                inferred.extend([TokenTree::Group(inner)]);
            }
            token => inferred.extend([token]),
        }
    }
    inferred
}

/// Skips the bounds of an `impl Trait`: up to the `,`, `;` or `>` of the surrounding type, which is returned.
fn after_bounds(tokens: &mut proc_macro2::token_stream::IntoIter) -> Option<TokenTree> {
    let mut depth = 0_usize;
    let mut after_dash = false;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' if after_dash => {}
                '>' if depth > 0 => depth -= 1,
                '>' | ',' | ';' if depth == 0 => return Some(token),
                _ => {}
            }
            after_dash = punct.as_char() == '-';
        } else {
            after_dash = false;
        }
    }
    None
}
