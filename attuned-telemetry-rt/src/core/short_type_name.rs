//! What a type is called where nothing else is known of it.

/// The name of a type without its path and parameters: `std::io::Error` is `Error`.
pub(crate) fn short_type_name<T: ?Sized>() -> &'static str {
    let name = std::any::type_name::<T>().trim_start_matches(['&', '*']);
    let path = name.split('<').next().unwrap_or(name);
    path.rsplit("::").next().unwrap_or(path)
}
