//! Maximum nesting depth of functions at the compiler's recursion limit.

use std::error::Error;

use super::{Amount, Measured};
use crate::packages::Purpose;
use crate::rustc::{CHECK, Compiler, Job, errors};
use crate::source::nested;
use crate::table::Row;

/// A depth at which no variant compiles, because it is above the compiler's recursion limit.
const TOO_DEEP: u32 = 129;

/// Result of the compiler for nested functions. The compiler first checks whether the outermost future is `Send`, then
/// computes the layout of the future. The layout reaches the recursion limit at a lower depth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    NotKnownToBeSend,
    WithoutLayout,
    Compiles,
}

pub(super) fn measure(compilers: &[Compiler<'_>], _: Amount) -> Measured {
    let rows = [
        ("maximum async nesting that passes the `Send` check", Verdict::WithoutLayout),
        ("… that compiles", Verdict::Compiles),
    ];
    let row = |(title, least)| {
        let depths = compilers.iter().map(|compiler| deepest(compiler, least)).collect::<Result<Vec<_>, _>>()?;
        Ok(Row::counts(title, &depths))
    };
    rows.into_iter().map(row).collect()
}

/// Returns the maximum depth at which the result is at least `least`.
fn deepest(compiler: &Compiler<'_>, least: Verdict) -> Result<u32, Box<dyn Error>> {
    let (mut possible, mut impossible) = (0, TOO_DEEP);
    while impossible - possible > 1 {
        let levels = u32::midpoint(possible, impossible);
        if verdict(compiler, levels)? >= least {
            possible = levels;
        } else {
            impossible = levels;
        }
    }
    Ok(possible)
}

fn verdict(compiler: &Compiler<'_>, levels: u32) -> Result<Verdict, Box<dyn Error>> {
    let source = nested(compiler.variant, levels);
    let output = compiler.run(&Job { name: "nesting", source: &source, purpose: Purpose::Check, arguments: &CHECK })?;
    let message = errors(&output);
    if output.status.success() {
        Ok(Verdict::Compiles)
    } else if message.contains("error[E0275]") {
        Ok(Verdict::NotKnownToBeSend)
    } else if message.contains("queries overflow the depth limit") {
        Ok(Verdict::WithoutLayout)
    } else {
        Err(format!("{levels} levels of `{}` do not compile:\n{message}", compiler.variant.name).into())
    }
}
