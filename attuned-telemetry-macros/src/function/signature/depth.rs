//! The depth of angle brackets. The compiler passes them as single tokens, not as groups.

use proc_macro2::TokenTree;

/// Counts angle brackets.
#[derive(Default)]
pub(super) struct Depth {
    open: usize,
    /// Whether the previous token was a `-`: a `>` after it is an arrow.
    after_dash: bool,
}

impl Depth {
    pub(super) fn count(&mut self, token: &TokenTree) {
        let TokenTree::Punct(punct) = token else {
            self.after_dash = false;
            return;
        };
        match punct.as_char() {
            '<' => self.open += 1,
            '>' if !self.after_dash => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        self.after_dash = punct.as_char() == '-';
    }

    pub(super) const fn is_outside(&self) -> bool {
        self.open == 0
    }
}
