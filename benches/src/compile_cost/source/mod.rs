//! The compiled code: equal in every variant, except for the annotations.

use crate::variant::Variant;

pub(crate) use functions::{Kinds, edited_functions, functions};
pub(crate) use future_sizes::{SHAPES, future_sizes};
pub(crate) use nested::nested;

mod functions;
mod future_sizes;
mod nested;

/// Returns the types that the functions use, and the shared hand-written code.
fn preamble(variant: &Variant) -> String {
    let mut preamble = include_str!("../templates/store.rs").to_owned();
    if variant.by_hand {
        preamble.push_str("\nmod site {\n");
        preamble.push_str(include_str!("../templates/site.rs"));
        preamble.push_str("}\nuse site::Site;\n");
    }
    preamble
}

/// Returns the hand-written code around a body.
struct Wrapping {
    start: String,
    success: &'static str,
}

impl Wrapping {
    fn of(variant: &Variant, function: &str) -> Self {
        if !variant.by_hand {
            return Self { start: String::new(), success: "" };
        }
        let start = format!("static SITE: Site = Site::new(&SITE, \"{function}\"); let call = SITE.start();");
        Self { start, success: "call.succeed();" }
    }
}
