//! Collects mistakes, so that one compile shows them all.

#[cfg(any(feature = "audit", feature = "observe"))]
use proc_macro2::TokenStream;
use syn::Error;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Option<Error>,
}

impl Diagnostics {
    /// Adds a mistake and goes on.
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// The value, or `None` and one mistake more.
    pub(crate) fn catch<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// Adds the mistakes of another collection.
    pub(crate) fn extend(&mut self, others: Self) {
        if let Some(errors) = others.errors {
            self.push(errors);
        }
    }

    /// The value, if there was no mistake at all.
    pub(crate) fn finish<T>(self, value: Option<T>) -> syn::Result<T> {
        match (self.errors, value) {
            (None, Some(value)) => Ok(value),
            (Some(errors), _) => Err(errors),
            (None, None) => Err(Error::new(proc_macro2::Span::call_site(), "this annotation could not be understood")),
        }
    }
}

/// The expansion, or every mistake as an error and the item as it was: one mistake stays one error, and the editor
/// goes on working.
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) fn or_item(expansion: syn::Result<TokenStream>, item: TokenStream) -> TokenStream {
    expansion.unwrap_or_else(|errors| {
        let mut tokens = errors.to_compile_error();
        tokens.extend(item);
        tokens
    })
}
