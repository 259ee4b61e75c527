//! The options of `#[label(…)]`, on the enum and on its variants.

use syn::{Attribute, LitStr, Path};

use crate::diagnostics::Diagnostics;
use crate::options::attribute;
use crate::options::table::{Options, options};

options! {
    pub(super) struct EnumOptions {
        /// Not allowed on the enum: each variant has its own text.
        "text" => text: LitStr,
        /// The path of the runtime, if it is re-exported.
        "crate" => runtime: Path,
    }
}

options! {
    pub(super) struct VariantOptions {
        /// The label's text; by default the variant's name in `snake_case`.
        "text" => text: LitStr,
    }
}

/// The options in every `#[label(…)]`.
pub(super) fn of<O: Options>(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> O {
    attribute::options("label", attributes, diagnostics)
}
