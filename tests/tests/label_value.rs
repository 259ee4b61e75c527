//! Types as metric labels: enums with `#[derive(LabelValue)]`, and types that implement it.

use std::convert::Infallible;

use attuned_telemetry_rt::{LabelValue, Outcome};

/// Index and text of each value, and the number of values.
fn all<L: LabelValue>(values: &[L]) -> (Vec<(usize, &'static str)>, usize) {
    (values.iter().map(|value| (value.index(), value.as_str())).collect(), L::COUNT)
}

#[test]
fn variants_are_the_values_in_snake_case() {
    #[derive(LabelValue)]
    enum Backend {
        Memory,
        RemoteDisk,
        HTTPCache,
        V2,
    }

    let values = [Backend::Memory, Backend::RemoteDisk, Backend::HTTPCache, Backend::V2];
    assert_eq!(all(&values), (vec![(0, "memory"), (1, "remote_disk"), (2, "http_cache"), (3, "v2")], 4));
}

#[test]
fn variant_text_can_be_overridden() {
    #[derive(LabelValue)]
    enum Backend {
        #[label("in memory")]
        Memory,
        #[label(text = "Qdrant, \"vectors\"")]
        Qdrant,
        #[label("__other__")]
        Else,
    }

    let (values, _) = all(&[Backend::Memory, Backend::Qdrant, Backend::Else]);
    assert_eq!(values, [(0, "in memory"), (1, "Qdrant, \"vectors\""), (2, "__other__")]);
}

#[test]
fn discriminants_do_not_matter() {
    #[derive(LabelValue)]
    #[repr(i16)]
    #[non_exhaustive]
    enum Code {
        Teapot = 418,
        Low = -1,
        Gone = 410,
    }

    assert_eq!(all(&[Code::Teapot, Code::Low, Code::Gone]), (vec![(0, "teapot"), (1, "low"), (2, "gone")], 3));
}

#[test]
fn variants_can_be_raw_identifiers_and_have_empty_fields() {
    #[derive(LabelValue)]
    #[expect(non_camel_case_types, reason = "wire format")]
    enum r#struct {
        r#type,
        Tuple(),
        Braces {},
    }

    let values = [r#struct::r#type, r#struct::Tuple(), r#struct::Braces {}];
    assert_eq!(all(&values), (vec![(0, "type"), (1, "tuple"), (2, "braces")], 3));
}

#[test]
fn enum_without_variants_has_no_values() {
    #[derive(LabelValue)]
    enum Never {}

    assert_eq!(all::<Never>(&[]), (vec![], 0));
    assert_eq!(all::<Infallible>(&[]), (vec![], 0));
    assert_eq!(all(&[None::<Never>]), (vec![(0, "none")], 1));
}

#[test]
fn enum_can_be_generic_over_constants() {
    #[derive(LabelValue)]
    enum Shard<const N: usize>
    where
        [u8; N]: Sized,
    {
        First,
        Other,
    }

    assert_eq!(all(&[Shard::<3>::First, Shard::<3>::Other]), (vec![(0, "first"), (1, "other")], 2));
}

#[test]
fn variants_can_have_names_that_the_implementation_uses() {
    trait Constant {
        const SHARED: u8;
    }
    #[derive(LabelValue)]
    #[expect(clippy::upper_case_acronyms, non_camel_case_types, reason = "taken names")]
    enum Taken {
        COUNT,
        index,
        SHARED,
        Own,
    }
    #[expect(dead_code, non_upper_case_globals, reason = "a taken name")]
    impl Taken {
        const Own: u8 = 7;
    }
    impl Constant for Taken {
        const SHARED: u8 = 7;
    }

    let values = [Taken::COUNT, Taken::index, Taken::SHARED, Taken::Own];
    assert_eq!(all(&values), (vec![(0, "count"), (1, "index"), (2, "shared"), (3, "own")], 4));
    assert_eq!(<Taken as Constant>::SHARED, 7);
}

#[test]
fn enum_can_come_from_a_macro() {
    macro_rules! label {
        ($name:ident { $($variant:ident = $text:literal),*; $last:ident = $expression:expr }) => {
            #[derive(LabelValue)]
            enum $name {
                $(#[label($text)] $variant,)*
                #[label($expression)]
                $last,
            }
        };
    }
    label!(Kind { First = "1st", Second = "2nd"; Third = "3rd" });

    assert_eq!(all(&[Kind::First, Kind::Second, Kind::Third]), (vec![(0, "1st"), (1, "2nd"), (2, "3rd")], 3));
}

#[test]
fn booleans_and_outcomes_are_labels() {
    assert_eq!(all(&[false, true]), (vec![(0, "false"), (1, "true")], 2));
    let outcomes = vec![(0, "success"), (1, "error"), (2, "cancelled"), (3, "panicked")];
    assert_eq!(all(&Outcome::ALL), (outcomes, 4));
}

#[test]
fn option_is_a_label_with_one_additional_value() {
    assert_eq!(all(&[None, Some(false), Some(true)]), (vec![(0, "none"), (1, "false"), (2, "true")], 3));
    let nested = [None, Some(None), Some(Some(true))];
    assert_eq!(all(&nested), (vec![(0, "none"), (1, "none"), (3, "true")], 4));
}

#[test]
fn reference_is_the_label_of_its_target() {
    assert_eq!(all(&[&&true, &&false]), (vec![(1, "true"), (0, "false")], 2));
    assert_eq!(all(&[Some(&Outcome::Panicked)]), (vec![(4, "panicked")], 5));
}
