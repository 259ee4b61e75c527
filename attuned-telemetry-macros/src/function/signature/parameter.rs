//! The parameters of a function, as unparsed tokens.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::FnArg;

use super::depth::Depth;

/// `mut name: Type`, `&mut self`, or a type alone, which edition 2015 allows in traits.
pub(in crate::function) struct Parameter {
    /// The tokens before the `:`. Empty for a type alone.
    pattern: Vec<TokenTree>,
    /// The `:` and the tokens after it. Empty for `self` without a type.
    of_type: Vec<TokenTree>,
}

/// Splits the content of the parentheses at its commas.
pub(super) fn parameters(tokens: TokenStream) -> Vec<Parameter> {
    let mut depth = Depth::default();
    let mut parameters = vec![Vec::new()];
    for token in tokens {
        depth.count(&token);
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' && depth.is_outside() => parameters.push(Vec::new()),
            _ => parameters.last_mut().into_iter().for_each(|parameter| parameter.push(token.clone())),
        }
    }
    parameters.into_iter().filter(|parameter| !parameter.is_empty()).map(Parameter::new).collect()
}

impl Parameter {
    fn new(tokens: Vec<TokenTree>) -> Self {
        let colon = (0..tokens.len()).find(|position| is_colon(&tokens, *position));
        let mut pattern = tokens;
        match colon {
            Some(colon) => {
                let of_type = pattern.split_off(colon);
                Self { pattern, of_type }
            }
            None if pattern.iter().any(is_self) => Self { pattern, of_type: Vec::new() },
            None => Self { pattern: Vec::new(), of_type: pattern },
        }
    }

    /// `self`, `&mut self`, `self: &mut Self`
    pub(in crate::function) fn is_receiver(&self) -> bool {
        self.pattern.iter().any(is_self)
    }

    /// The parameter with its types, unless the parser does not know its syntax.
    pub(in crate::function) fn parsed(&self) -> Option<FnArg> {
        syn::parse2(self.pattern.iter().chain(&self.of_type).cloned().collect()).ok()
    }
}

fn is_self(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if word == "self")
}

/// Whether the token is a `:` and not a part of `::`.
fn is_colon(tokens: &[TokenTree], position: usize) -> bool {
    let is_colon =
        |position: usize| matches!(tokens.get(position), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
    let is_joint = |position: usize| matches!(tokens.get(position), Some(TokenTree::Punct(colon)) if colon.spacing() == Spacing::Joint);
    let begins_path = is_joint(position) && is_colon(position + 1);
    let ends_path = position > 0 && is_colon(position - 1) && is_joint(position - 1);
    is_colon(position) && !begins_path && !ends_path
}
