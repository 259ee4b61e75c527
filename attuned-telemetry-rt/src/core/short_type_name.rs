//! What a type is called where nothing else is known of it.

/// The name of a type without its path and parameters: `std::io::Error` is `Error`, `Box<dyn Error>` is `Box`.
pub(crate) fn short_type_name<T: ?Sized>() -> &'static str {
    short(std::any::type_name::<T>())
}

fn short(name: &'static str) -> &'static str {
    let name = name.trim_start_matches(['&', '*']).trim_start_matches("mut ").trim_start_matches("const ");
    match name.strip_prefix("dyn ").unwrap_or(name) {
        tuple if tuple.starts_with('(') => "tuple",
        array if array.starts_with('[') => "array",
        function if function.contains("fn(") => "fn",
        path => {
            let path = path.split(['<', ' ']).next().unwrap_or(path);
            path.rsplit("::").next().unwrap_or(path)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::short_type_name;

    #[test]
    fn a_type_is_called_by_its_last_word() {
        assert_eq!(short_type_name::<std::io::Error>(), "Error");
        assert_eq!(short_type_name::<Box<dyn std::error::Error + Send>>(), "Box");
        assert_eq!(short_type_name::<&'static str>(), "str");
        assert_eq!(short_type_name::<dyn std::error::Error + Send + Sync>(), "Error");
    }

    #[test]
    fn a_type_without_a_name_is_called_by_its_kind() {
        assert_eq!(short_type_name::<(u8, std::io::Error)>(), "tuple");
        assert_eq!(short_type_name::<[std::io::Error; 1]>(), "array");
        assert_eq!(short_type_name::<fn(u8) -> String>(), "fn");
    }
}
