//! Lists like `name=value,name=value`.

/// Returns the members of a list, without white space around names and values. Empty members are left out. A member
/// without `=` is an error, with its number.
pub(in crate::export::otlp::settings) fn pairs(text: &str) -> impl Iterator<Item = Result<(&str, &str), usize>> {
    let members = text.split(',').map(str::trim).enumerate().filter(|(_, member)| !member.is_empty());
    members.map(|(index, member)| match member.split_once('=') {
        Some((name, value)) => Ok((name.trim(), value.trim())),
        None => Err(index + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_members_with_names() {
        let found: Vec<_> = pairs(" a = 1,,b==2;c ,d, =e").collect();
        assert_eq!(found, [Ok(("a", "1")), Ok(("b", "=2;c")), Err(4), Ok(("", "e"))]);
        assert_eq!(pairs("").count() + pairs(" , ").count(), 0);
    }
}
