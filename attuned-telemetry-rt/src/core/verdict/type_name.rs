//! Short names of types.

/// Pointer types that are named after their target, besides references and raw pointers.
const POINTERS: [&str; 3] = ["alloc::boxed::Box<", "alloc::rc::Rc<", "alloc::sync::Arc<"];

/// Returns the name of a type without its path and parameters: `std::io::Error` is `Error`, `Wrapper<T>` is `Wrapper`.
/// A pointer is named after its target: `Box<dyn Error + Send>` is `Error`.
pub(crate) fn short_type_name<T: ?Sized>() -> &'static str {
    short(core::any::type_name::<T>())
}

/// Shortens the name of a type.
pub(super) fn short(name: &'static str) -> &'static str {
    let name = pointee(name);
    match for_every_lifetime(name.strip_prefix("dyn ").unwrap_or(name)) {
        tuple if tuple.starts_with('(') => "tuple",
        array if array.starts_with('[') => "array",
        function if is_function(function) => "fn",
        path => {
            let path = path.split(['<', '(', ' ', '>', ',', ')']).next().unwrap_or(path);
            path.rsplit(':').next().unwrap_or(path)
        }
    }
}

/// `&mut alloc::boxed::Box<dyn core::error::Error>` → `dyn core::error::Error>`
fn pointee(name: &'static str) -> &'static str {
    let mut pointers = ["&", "mut ", "*const ", "*mut "].into_iter().chain(POINTERS);
    let inside = pointers.find_map(|pointer| name.strip_prefix(pointer));
    // Several bounds may be in parentheses, as in `&(dyn Error + Send)`.
    let inside =
        inside.map(|inside| inside.strip_prefix('(').filter(|bounds| bounds.starts_with("dyn ")).unwrap_or(inside));
    inside.map_or(name, pointee)
}

/// `for<'a> fn(&'a u8)` → `fn(&'a u8)`
fn for_every_lifetime(name: &'static str) -> &'static str {
    let lifetimes = name.strip_prefix("for<").and_then(|rest| rest.split_once("> "));
    lifetimes.map_or(name, |(_, rest)| rest)
}

/// `fn(u8)`, `unsafe extern "C" fn(u8)`
fn is_function(name: &str) -> bool {
    ["fn(", "unsafe ", "extern "].iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::rc::Rc;
    use std::sync::Arc;

    use super::{short, short_type_name};

    struct Wrapper<T: ?Sized>(Box<T>);

    #[test]
    fn a_type_is_named_by_its_last_path_segment() {
        assert_eq!(short_type_name::<std::io::Error>(), "Error");
        assert_eq!(short_type_name::<dyn Error + Send + Sync>(), "Error");
        assert_eq!(short_type_name::<dyn Fn(u8) -> Vec<u8>>(), "Fn");
        assert_eq!(short_type_name::<dyn Iterator<Item = Vec<u8>>>(), "Iterator");
        assert_eq!(short("anyhow::Error"), "Error");
        assert_eq!(short("dyn for<'a> store::Visit<&'a u8>"), "Visit");
    }

    #[test]
    fn a_type_is_named_without_its_parameters() {
        assert_eq!(short_type_name::<Wrapper<u8>>(), "Wrapper");
        assert_eq!(short_type_name::<Wrapper<dyn Error + Send>>(), "Wrapper");
        assert_eq!(short_type_name::<Wrapper<fn(u8)>>(), "Wrapper");
        assert_eq!(short_type_name::<Wrapper<Box<std::io::Error>>>(), "Wrapper");
    }

    #[test]
    fn a_pointer_is_named_by_its_target() {
        assert_eq!(short_type_name::<&'static str>(), "str");
        assert_eq!(short_type_name::<Box<dyn Error + Send>>(), "Error");
        assert_eq!(short_type_name::<Box<dyn Error + Send + Sync + 'static>>(), "Error");
        assert_eq!(short_type_name::<Arc<dyn Error>>(), "Error");
        assert_eq!(short_type_name::<Rc<Arc<dyn Error>>>(), "Error");
        assert_eq!(short_type_name::<&mut &(dyn Error + Send)>(), "Error");
        assert_eq!(short_type_name::<*const *mut u8>(), "u8");
        assert_eq!(short_type_name::<Box<Wrapper<u8>>>(), "Wrapper");
        assert_eq!(short_type_name::<Box<std::fmt::Error>>(), "Error");
        assert_eq!(short_type_name::<Arc<str>>(), "str");
        assert_eq!(short_type_name::<Box<dyn Fn(u8) -> u8 + Send>>(), "Fn");
        assert_eq!(short("&(dyn core::error::Error + core::marker::Send)"), "Error");
        assert_eq!(short("&(dyn core::error::Error)"), "Error");
    }

    #[test]
    fn a_user_type_named_box_is_not_a_pointer() {
        assert_eq!(short("store::boxed::Box<store::Error>"), "Box");
    }

    #[test]
    fn a_type_without_a_name_is_named_by_its_kind() {
        assert_eq!(short_type_name::<(u8, std::io::Error)>(), "tuple");
        assert_eq!(short_type_name::<[std::io::Error; 1]>(), "array");
        assert_eq!(short_type_name::<Box<[u8]>>(), "array");
        assert_eq!(short_type_name::<Box<(u8,)>>(), "tuple");
        assert_eq!(short_type_name::<fn(u8) -> String>(), "fn");
        assert_eq!(short_type_name::<unsafe extern "C" fn(u8)>(), "fn");
        assert_eq!(short_type_name::<Arc<for<'a> fn(&'a u8) -> &'a u8>>(), "fn");
        assert_eq!(short("for<'a> fn(&'a u8) -> &'a u8"), "fn");
    }
}
