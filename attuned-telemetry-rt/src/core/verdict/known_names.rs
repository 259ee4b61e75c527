//! The short names of the types of errors. A name is shortened once.

use std::sync::OnceLock;

use super::type_name::short;

/// Like [`short_type_name`](super::type_name::short_type_name), and remembers the name.
pub(super) fn short_name_of_error<E: ?Sized>() -> &'static str {
    short_of_known(std::any::type_name::<E>())
}

/// A name that was shortened before.
struct Known {
    long: &'static str,
    short: &'static str,
}

/// The number of names in [`KNOWN`].
const PLACES: usize = 256;

/// The number of places in which a name may be.
const TRIES: usize = 4;

/// The names that were shortened first, by the address of the long name. The address is the same at each call, so no
/// text is compared.
static KNOWN: [OnceLock<Known>; PLACES] = [const { OnceLock::new() }; PLACES];

fn short_of_known(long: &'static str) -> &'static str {
    let first = long.as_ptr().addr() / 8;
    for place in first..first + TRIES {
        let known = KNOWN[place % PLACES].get_or_init(|| Known { long, short: short(long) });
        if std::ptr::eq(known.long, long) {
            return known.short;
        }
    }
    short(long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_one_address_are_told_apart_and_do_not_need_a_place() {
        let longest = "store::Errors12345";
        for end in "store::Error".len()..=longest.len() {
            for _ in 0..2 {
                assert_eq!(short_of_known(&longest[..end]), &longest["store::".len()..end]);
            }
        }
        assert!(longest.len() - "store::Error".len() > TRIES, "more names than places that are tried");
    }
}
