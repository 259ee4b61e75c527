//! Types whose values a closure may borrow or drop at any time.

use syn::{PathArguments, Type, TypePath};

use crate::function::kind::only_type;

/// Whether a type neither holds a `&mut` nor has a destructor whose effects are visible.
pub(super) fn is_inert(type_: &Type) -> bool {
    match type_ {
        Type::Array(array) => is_inert(&array.elem),
        Type::Group(inner) => is_inert(&inner.elem),
        Type::Paren(inner) => is_inert(&inner.elem),
        Type::Path(path) => is_inert_path(path),
        Type::Ptr(_) | Type::FnPtr(_) | Type::Never(_) => true,
        Type::Reference(reference) => reference.mutability.is_none(),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_inert),
        _ => false,
    }
}

fn is_inert_path(path: &TypePath) -> bool {
    let (None, Some(last)) = (&path.qself, path.path.segments.last()) else { return false };
    match last.ident.to_string().as_str() {
        "Option" | "Vec" => only_type(&last.arguments).is_some_and(is_inert),
        name => matches!(last.arguments, PathArguments::None) && INERT.contains(&name),
    }
}

/// Types of the standard library.
const INERT: [&str; 19] = [
    "Duration", "Instant", "PathBuf", "String", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128",
    "isize", "u8", "u16", "u32", "u64", "usize",
];
