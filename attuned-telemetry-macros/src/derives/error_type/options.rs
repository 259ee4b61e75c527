//! The options of `#[error_type(…)]`, on the type, on its variants and on their fields.

use syn::{Attribute, LitStr, Path};

use crate::diagnostics::Diagnostics;
use crate::options::attribute;
use crate::options::table::{Options, options};
use crate::options::value::Flag;

options! {
    pub(super) struct TypeOptions {
        /// The kind of a struct's errors; by default the struct's name in `snake_case`.
        "text" => text: LitStr,
        /// Whether a struct's only field returns the kind.
        "transparent" => transparent: Flag,
        /// The path of the runtime, if it is re-exported.
        "crate" => runtime: Path,
    }
}

options! {
    pub(super) struct PartOptions {
        /// The kind of a variant's errors; by default the variant's name in `snake_case`.
        "text" => text: LitStr,
        /// Whether this field returns the kind, or this variant's only field.
        "transparent" => transparent: Flag,
    }
}

/// The options in every `#[error_type(…)]`.
pub(super) fn of<O: Options>(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> O {
    attribute::options("error_type", attributes, diagnostics)
}
