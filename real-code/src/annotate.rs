//! Adds `#[observed]` to the functions of a source text, and leaves everything else unchanged byte for byte.

use std::ops::AddAssign;
use std::str::FromStr as _;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    AttrStyle, Attribute, FnModifiers, ForeignItemFn, Ident, ImplItem, ImplItemFn, Item, ItemFn, ItemImpl, ItemMod,
    Macro, Safety, Signature, TraitItem, TraitItemFn, Visibility,
};

/// The annotation. It does not add a line, so that line numbers do not change.
const ANNOTATION: &str = "#[::attuned_telemetry_rt::observed] ";

/// A source text with annotated functions.
pub struct Annotated {
    /// The text.
    pub text: String,
    /// Number of annotated functions.
    pub functions: usize,
    /// Number of functions without an annotation.
    pub left_out: LeftOut,
}

/// Number of functions without an annotation, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// `const fn`
    pub constant: usize,
    /// A method without a body in a trait, or a foreign function.
    pub bodyless: usize,
    /// In the input of a macro, which may or may not generate a function from it.
    pub in_macros: usize,
    /// Inside an item that is excluded by name.
    pub apart: usize,
}

impl AddAssign for LeftOut {
    fn add_assign(&mut self, more: Self) {
        self.constant += more.constant;
        self.bodyless += more.bodyless;
        self.in_macros += more.in_macros;
        self.apart += more.apart;
    }
}

/// Annotates every function that has a body and is not a `const fn`, except those inside an item named in `apart`: a
/// function, a module or an implemented trait.
///
/// # Errors
///
/// Returns an error if `syn` cannot parse the text.
pub fn annotate(source: &str, apart: &[&str]) -> syn::Result<Annotated> {
    let file: syn::File = syn::parse2(TokenStream::from_str(source)?)?;
    let mut found = Found { apart, ..Found::default() };
    found.visit_file(&file);
    found.places.sort_unstable();
    let mut text = String::with_capacity(source.len() + found.places.len() * ANNOTATION.len());
    let mut copied = 0;
    for &place in &found.places {
        text.extend([&source[copied..place], ANNOTATION]);
        copied = place;
    }
    text.push_str(&source[copied..]);
    Ok(Annotated { text, functions: found.places.len(), left_out: found.left_out })
}

/// Positions of the annotations, as byte offsets.
#[derive(Default)]
struct Found<'apart> {
    places: Vec<usize>,
    left_out: LeftOut,
    apart: &'apart [&'apart str],
    /// Number of excluded items around this position.
    inside_apart: usize,
}

impl Found<'_> {
    /// Visits the contents of an item, which may be excluded.
    fn inside(&mut self, name: Option<&Ident>, go: impl FnOnce(&mut Self)) {
        let is_apart = name.is_some_and(|name| self.apart.iter().any(|apart| name == apart));
        self.inside_apart += usize::from(is_apart);
        go(self);
        self.inside_apart -= usize::from(is_apart);
    }

    /// Adds the position of a function's annotation. Every second annotation is above the function's other attributes,
    /// the others are below them.
    fn function(
        &mut self,
        attributes: &[Attribute],
        visibility: &Visibility,
        modifiers: &FnModifiers,
        signature: &Signature,
    ) {
        if signature.constness.is_some() {
            self.left_out.constant += 1;
            return;
        }
        if self.inside_apart > 0 {
            self.left_out.apart += 1;
            return;
        }
        let first_attribute = attributes.iter().find(|attribute| matches!(attribute.style, AttrStyle::Outer));
        let place = match first_attribute {
            Some(first) if self.places.len() % 2 == 0 => first.pound_token.span,
            _ => first_token(visibility, modifiers, signature),
        };
        self.places.push(place.byte_range().start);
    }

    /// Counts the functions in tokens that may contain items.
    fn unparsed(&mut self, tokens: TokenStream) {
        let mut after_fn = false;
        for token in tokens {
            let is_name = matches!(&token, TokenTree::Ident(_))
                || matches!(&token, TokenTree::Punct(dollar) if dollar.as_char() == '$');
            self.left_out.in_macros += usize::from(after_fn && is_name);
            after_fn = matches!(&token, TokenTree::Ident(word) if word == "fn");
            if let TokenTree::Group(group) = token {
                self.unparsed(group.stream());
            }
        }
    }
}

impl<'ast> Visit<'ast> for Found<'_> {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.inside(Some(&function.sig.ident), |found| {
            found.function(&function.attrs, &function.vis, &function.modifiers, &function.sig);
            visit::visit_item_fn(found, function);
        });
    }

    fn visit_impl_item_fn(&mut self, method: &'ast ImplItemFn) {
        self.inside(Some(&method.sig.ident), |found| {
            found.function(&method.attrs, &method.vis, &method.modifiers, &method.sig);
            visit::visit_impl_item_fn(found, method);
        });
    }

    fn visit_trait_item_fn(&mut self, method: &'ast TraitItemFn) {
        if method.default.is_none() {
            self.left_out.bodyless += 1;
            return;
        }
        self.inside(Some(&method.sig.ident), |found| {
            found.function(&method.attrs, &Visibility::Inherited, &method.modifiers, &method.sig);
            visit::visit_trait_item_fn(found, method);
        });
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.inside(Some(&module.ident), |found| visit::visit_item_mod(found, module));
    }

    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        let name = block.trait_.as_ref().and_then(|(implemented, _)| implemented.segments.last());
        self.inside(name.map(|last| &last.ident), |found| visit::visit_item_impl(found, block));
    }

    fn visit_foreign_item_fn(&mut self, _: &'ast ForeignItemFn) {
        self.left_out.bodyless += 1;
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.unparsed(call.tokens.clone());
    }

    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Verbatim(tokens) => self.unparsed(tokens.clone()),
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        match item {
            ImplItem::Verbatim(tokens) => self.unparsed(tokens.clone()),
            _ => visit::visit_impl_item(self, item),
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        match item {
            TraitItem::Verbatim(tokens) => self.unparsed(tokens.clone()),
            _ => visit::visit_trait_item(self, item),
        }
    }
}

/// Returns the start of a function after its attributes.
fn first_token(visibility: &Visibility, modifiers: &FnModifiers, signature: &Signature) -> Span {
    let visibility = match visibility {
        Visibility::Public(public) => Some(public.span),
        Visibility::Restricted(restricted) => Some(restricted.pub_token.span),
        Visibility::Inherited => None,
    };
    let safety = match &signature.safety {
        Safety::Safe(safe) => Some(safe.span),
        Safety::Unsafe(word) => Some(word.span),
        Safety::Default => None,
    };
    visibility
        .or(modifiers.defaultness.as_ref().map(|word| word.span))
        .or(signature.asyncness.as_ref().map(|word| word.span))
        .or(safety)
        .or(signature.abi.as_ref().map(|abi| abi.extern_token.span))
        .unwrap_or(signature.fn_token.span)
}
