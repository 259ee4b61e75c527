//! The first paragraph of an item's documentation.

use attuned_telemetry_rt::observed;

use super::operation;

/// Begins here and
///   ends here.
///
/// Is not shown.
#[observed]
fn two_paragraphs() {}

#[observed]
/// Stands below.
#[inline]
fn below_the_annotation() {}

/**
 * Stands in a comment
 * of two lines.
 *
 * Is not shown.
 */
#[observed]
fn in_a_starred_comment() {}

/** Stands in a comment
without stars: **bold**. */
#[observed]
fn in_a_comment() {}

#[doc = "Is an attribute."]
#[doc(alias = "other")]
#[observed]
fn as_an_attribute() {}

#[doc = include_str!("included.md")]
#[observed]
fn from_a_file() {}

#[cfg_attr(all(), doc = "Is conditional.")]
#[observed]
fn under_a_condition() {}

#[observed]
fn inside() {
    //! Stands inside.
}

macro_rules! documented {
    ($name:ident, $doc:expr) => {
        #[doc = $doc]
        #[observed]
        fn $name() {}
    };
}
documented!(by_a_macro, "Comes from a macro.");

#[test]
fn first_paragraph_is_one_line() {
    assert_eq!(operation("two_paragraphs").doc, "Begins here and ends here.");
    assert_eq!(operation("below_the_annotation").doc, "Stands below.");
    assert_eq!(operation("in_a_starred_comment").doc, "Stands in a comment of two lines.");
    assert_eq!(operation("in_a_comment").doc, "Stands in a comment without stars: **bold**.");
    assert_eq!(operation("as_an_attribute").doc, "Is an attribute.");
    assert_eq!(operation("by_a_macro").doc, "Comes from a macro.");
    assert_eq!(operation("inside").doc, "Stands inside.");
}

#[test]
fn items_without_documentation_have_none() {
    assert_eq!(operation("from_a_file").doc, "");
}

#[test]
fn conditional_documentation_is_resolved() {
    assert_eq!(operation("under_a_condition").doc, "Is conditional.");
}
