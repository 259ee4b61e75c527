//! The expansion of `#[derive(ErrorType)]`: one implementation that names the variants.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{DeriveInput, Generics, Ident, Type};

use super::check::{ErrorKinds, Shape, Variant};
use super::kind::{Asked, Kind};
use super::options;
use super::options::TypeOptions;
use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::{door, repeated, runtime};
use crate::expansion::tokens::any_token;
use crate::expansion::variant::pattern;

/// ```text
/// impl ErrorType for StoreError {
///     fn error_type(&self) -> &'static str {
///         match *self {
///             Self::NotFound { .. } => "not_found",
///             Self::Storage { 0: ref __error, .. } => <io::Error as ErrorType>::error_type(__error),
///         }
///     }
/// }
/// ```
pub(super) fn expand(error: &ErrorKinds<'_>) -> TokenStream {
    let ErrorKinds { ident, generics, shape, .. } = error;
    let runtime = runtime(error.runtime.as_ref());
    let body = match shape {
        Shape::Struct(Kind::Named(name)) => quote!(#name),
        Shape::Struct(Kind::Transparent(asked)) => {
            let member = &asked.member;
            ask(asked, &runtime, &quote!(&self.#member))
        }
        Shape::Enum(variants) => {
            let arms = variants.iter().map(|variant| arm(variant, &runtime));
            quote!(match *self { #(#arms)* })
        }
    };
    let bounds = bounds(error, &runtime);
    implementation(ident, generics, &runtime, &bounds, &body)
}

/// `Self::NotFound { .. } => "not_found",`
fn arm(variant: &Variant<'_>, runtime: &TokenStream) -> TokenStream {
    match &variant.kind {
        Kind::Named(name) => {
            let pattern = pattern(variant.ident, variant.fields);
            quote!(#pattern => #name,)
        }
        Kind::Transparent(asked) => {
            let (ident, member) = (variant.ident, &asked.member);
            let others = (variant.fields.len() > 1).then(|| quote!(..));
            let asked = ask(asked, runtime, &quote!(__error));
            quote!(Self::#ident { #member: ref __error, #others } => #asked,)
        }
    }
}

/// `<io::Error as ErrorType>::error_type(__error)`: errors about the type are reported at the field.
fn ask(asked: &Asked<'_>, runtime: &TokenStream, place: &TokenStream) -> TokenStream {
    let field_type = repeated(&asked.field.ty.to_token_stream());
    quote!(<#field_type as #runtime::ErrorType>::error_type(#place))
}

/// `where T: Send, Wrapper<T>: ErrorType`: the type's own bounds, and one for each generic `transparent` field.
fn bounds(error: &ErrorKinds<'_>, runtime: &TokenStream) -> TokenStream {
    let own = error.generics.where_clause.iter().flat_map(|bounds| &bounds.predicates);
    let asked = match &error.shape {
        Shape::Struct(kind) => vec![kind],
        Shape::Enum(variants) => variants.iter().map(|variant| &variant.kind).collect(),
    };
    let asked = asked.into_iter().filter_map(|kind| match kind {
        Kind::Transparent(asked) => Some(&asked.field.ty),
        Kind::Named(_) => None,
    });
    let asked = asked.filter(|asked| needs_bound(asked, error)).map(|asked| {
        let asked = repeated(&asked.to_token_stream());
        quote!(#asked: #runtime::ErrorType)
    });
    let all: Vec<_> = own.map(|bound| quote!(#bound)).chain(asked).collect();
    if all.is_empty() { TokenStream::new() } else { quote!(where #(#all,)*) }
}

/// Whether a type mentions a type parameter, and not the error itself, whose bound would be cyclic.
fn needs_bound(asked: &Type, error: &ErrorKinds<'_>) -> bool {
    let is_parameter = |word: &Ident| error.generics.type_params().any(|parameter| parameter.ident == *word);
    let is_itself = |word: &Ident| word == error.ident || word == "Self";
    let words = asked.to_token_stream();
    mentions(words.clone(), &is_parameter) && !mentions(words, &is_itself)
}

fn mentions(words: TokenStream, is_it: &impl Fn(&Ident) -> bool) -> bool {
    any_token(words, &|word| matches!(word, TokenTree::Ident(word) if is_it(word)))
}

/// Replaces the expansion of a type with an error, so that code that uses the type has no errors of its own.
pub(super) fn fallback(input: &DeriveInput) -> TokenStream {
    let options: TypeOptions = options::of(&input.attrs, &mut Diagnostics::default());
    let path = options.runtime.map(|given| given.value);
    let (runtime, door) = (runtime(path.as_ref()), door(path.as_ref()));
    let bounds = input.generics.where_clause.to_token_stream();
    implementation(&input.ident, &input.generics, &runtime, &bounds, &quote!(#door::never()))
}

fn implementation(
    ident: &Ident,
    generics: &Generics,
    runtime: &TokenStream,
    bounds: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let (parameters, arguments, _) = generics.split_for_impl();
    quote! {
        impl #parameters #runtime::ErrorType for #ident #arguments #bounds {
            fn error_type(&self) -> &'static ::core::primitive::str {
                #body
            }
        }
    }
}
