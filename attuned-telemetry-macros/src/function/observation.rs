//! How a call is observed: the words that an attribute puts around a body.

use proc_macro2::TokenStream;
use quote::quote;

use crate::hygiene::local;

/// How a call is observed.
pub(crate) struct Observation<'attribute> {
    /// The expression that starts a call there and then.
    pub(crate) start: TokenStream,
    /// The expression that takes what the arguments say, and whose `start()` starts the call later.
    pub(crate) later: TokenStream,
    /// What goes with a call while it runs: the method of the call that gives it.
    pub(crate) alongside: Option<TokenStream>,
    /// The judgement of a value, to which it is given a reference.
    pub(crate) judge: &'attribute dyn Fn(&TokenStream) -> Judgement,
}

/// What is said of a value.
pub(crate) struct Judgement {
    /// The expression for the kind of error that it is.
    pub(crate) failure: TokenStream,
    /// What else is done with it, once that is known.
    pub(crate) complete: Option<TokenStream>,
}

impl Observation<'_> {
    /// `let mut __call = START;`
    pub(super) fn begin(&self, start: &TokenStream) -> TokenStream {
        let (call, alongside) = (local("__call"), local("__alongside"));
        let alongside = self.alongside.as_ref().map(|method| quote!(let #alongside = #call.#method();));
        quote!(let mut #call = #start; #alongside)
    }

    /// `let mut __call = START; let __value = __call.run_future(FUTURE).await; END`
    pub(super) fn awaited(&self, start: &TokenStream, future: &TokenStream) -> TokenStream {
        let (call, value) = (local("__call"), local("__value"));
        let (begin, end) = (self.begin(start), self.end());
        quote!(#begin let #value = #call.run_future(#future).await; #end)
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
