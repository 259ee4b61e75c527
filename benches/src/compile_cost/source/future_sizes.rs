//! A program that prints the sizes of nested functions' futures.

use super::{Wrapping, preamble};
use crate::variant::Variant;

/// Nesting depth.
const LEVELS: u32 = 4;

/// Data that nested functions receive, pass on, and use afterwards.
pub(crate) struct Shape {
    pub(crate) title: &'static str,
    name: &'static str,
    parameters: &'static str,
    next: &'static str,
    used_after: &'static str,
    used_by_last: &'static str,
    first: &'static str,
}

/// Shapes of the functions, in the order of the printed sizes.
pub(crate) const SHAPES: [Shape; 3] = [
    Shape {
        title: "future of 4 levels, by reference, bytes",
        name: "by_reference",
        parameters: "&self, key: &str",
        next: "self.by_reference",
        used_after: "key.len() as u64 + self.balances.len() as u64",
        used_by_last: "key.len() as u64 + self.balances.len() as u64",
        first: "store.by_reference_1(\"key\")",
    },
    Shape {
        title: "… 64 bytes live across the `await`, bytes",
        name: "kept",
        parameters: "key: [u64; 8]",
        next: "Self::kept",
        used_after: "key[0]",
        used_by_last: "key[0]",
        first: "Store::kept_1([0; 8])",
    },
    Shape {
        title: "… 256 bytes moved into the next level, bytes",
        name: "moved",
        parameters: "key: Large",
        next: "Self::moved",
        used_after: "0",
        used_by_last: "key.0[0]",
        first: "Store::moved_1(Large([0; 32]))",
    },
];

/// Returns the code of the program.
pub(crate) fn future_sizes(variant: &Variant) -> String {
    let methods = SHAPES.iter().flat_map(|shape| (1..=LEVELS).map(|level| method(variant, shape, level)));
    let methods: String = methods.collect();
    let prints =
        SHAPES.iter().map(|Shape { first, .. }| format!("println!(\"{{}}\", std::mem::size_of_val(&{first}));"));
    let prints: String = prints.collect();
    let preamble = preamble(variant);
    format!(
        "{preamble}
struct Large([u64; 32]);

impl Store {{{methods}}}

fn main() {{
    let store = Store {{ balances: Vec::new() }};
    {prints}
}}
"
    )
}

fn method(variant: &Variant, shape: &Shape, level: u32) -> String {
    let Shape { name, parameters, next, used_after, used_by_last, .. } = shape;
    let name = format!("{name}_{level}");
    let (awaited, used) = match level {
        LEVELS => ("std::future::pending::<Result<u64, StoreError>>()".to_owned(), used_by_last),
        _ => (format!("{next}_{}(key)", level + 1), used_after),
    };
    let Wrapping { start, success } = Wrapping::of(variant, &name);
    let attribute = variant.attribute;
    format!(
        "
    {attribute}
    async fn {name}({parameters}) -> Result<u64, StoreError> {{
        {start}
        let below = {awaited}.await?;
        let sum = below + {used};
        {success}
        Ok(sum)
    }}
"
    )
}
