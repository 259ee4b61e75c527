//! How a call is observed: the code that an attribute puts around a body.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::expansion::hygiene::{local, moved};

/// How a call is observed.
pub(crate) struct Observation<'attribute> {
    /// Items that the attribute declares once for all calls. The body can see them, so users must not have their names.
    pub(crate) items: TokenStream,
    /// The expression that starts a call immediately.
    pub(crate) start: TokenStream,
    /// The expression that captures the arguments, and whose `start()` starts the call later.
    pub(crate) later: TokenStream,
    /// The method of the call that returns a guard, which lives as long as the call runs.
    pub(crate) alongside: Option<TokenStream>,
    /// Whether the expansion looks at the returned value, and not only at its type.
    pub(crate) asks_value: bool,
    /// Classifies a value, given an expression for a reference to it.
    pub(crate) judge: &'attribute dyn Fn(&TokenStream) -> Judgement,
}

/// How a returned value is classified.
pub(crate) struct Judgement {
    /// The expression for the type of the error, if the value is one.
    pub(crate) failure: TokenStream,
    /// Further statements, which run after `failure` is known.
    pub(crate) complete: Option<TokenStream>,
}

impl Observation<'_> {
    /// `let mut __call = START;`
    pub(super) fn begin(&self, start: &TokenStream) -> TokenStream {
        let (call, alongside) = (local("__call"), local("__alongside"));
        let alongside = self.alongside.as_ref().map(|method| quote!(let #alongside = #call.#method();));
        quote!(let mut #call = #start; #alongside)
    }

    /// `let __call = START; BODY`: a body that stays in its function, with nothing after it.
    pub(super) fn around(&self, start: &TokenStream, body: &TokenStream) -> TokenStream {
        let call = local("__call");
        let begin = if self.alongside.is_some() { self.begin(start) } else { quote!(let #call = #start;) };
        quote!(#begin #body)
    }

    /// `let mut __call = START; let __value = __call.run_future(FUTURE).await; END`
    ///
    /// If the value is not a future, the error is reported at `place`. `output` passes on the awaited value.
    pub(super) fn awaited(
        &self,
        start: &TokenStream,
        future: &TokenStream,
        place: Span,
        output: impl FnOnce(TokenStream) -> TokenStream,
    ) -> TokenStream {
        let (call, value) = (moved(&local("__call"), place), local("__value"));
        let (begin, end) = (self.begin(start), self.end());
        let awaited = output(quote_spanned!(place=> #call.run_future(#future).await));
        quote!(#begin let #value = #awaited; #end)
    }

    /// `__call.end(FAILURE);`
    pub(super) fn end(&self) -> TokenStream {
        let (call, value, failure) = (local("__call"), local("__value"), local("__failure"));
        let judgement = (self.judge)(&quote!(&#value));
        let kind = judgement.failure;
        match judgement.complete {
            None => quote!(#call.end(#kind);),
            Some(complete) => quote!(let #failure = #kind; #complete #call.end(#failure);),
        }
    }

    /// `move || (__start.start(), ())`: starts the call of a stream.
    pub(super) fn begin_stream(&self, start: &TokenStream) -> TokenStream {
        if self.alongside.is_none() {
            return quote!(move || (#start.start(), ()));
        }
        let (begin, call, alongside) = (self.begin(&quote!(#start.start())), local("__call"), local("__alongside"));
        quote!(move || { #begin (#call, #alongside) })
    }

    /// `|__value, __call| FAILURE`
    pub(super) fn judge_item(&self) -> TokenStream {
        let (call, value, failure) = (local("__call"), local("__value"), local("__failure"));
        let judgement = (self.judge)(&quote!(#value));
        let kind = judgement.failure;
        match judgement.complete {
            None => quote!(|#value, _| #kind),
            Some(complete) => quote!(|#value, #call| { let #failure = #kind; #complete #failure }),
        }
    }
}
