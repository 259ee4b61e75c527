//! How deep functions can be nested before the compiler gives up on whether the outermost is `Send`.

use std::error::Error;

use super::{Amount, Measured};
use crate::packages::Purpose;
use crate::rustc::{CHECK, Compiler, Job, errors};
use crate::source::nested;
use crate::table::Row;

/// More than the compiler's limit, at which nothing compiles.
const TOO_DEEP: u32 = 129;

pub(super) fn measure(compilers: &[Compiler<'_>], _: Amount) -> Measured {
    let depths: Vec<_> = compilers.iter().map(deepest).collect::<Result<_, _>>()?;
    Ok(vec![Row::counts("deepest async nesting that is `Send`", &depths)])
}

fn deepest(compiler: &Compiler<'_>) -> Result<u32, Box<dyn Error>> {
    let (mut possible, mut impossible) = (0, TOO_DEEP);
    while impossible - possible > 1 {
        let levels = u32::midpoint(possible, impossible);
        if is_possible(compiler, levels)? {
            possible = levels;
        } else {
            impossible = levels;
        }
    }
    Ok(possible)
}

fn is_possible(compiler: &Compiler<'_>, levels: u32) -> Result<bool, Box<dyn Error>> {
    let source = nested(compiler.variant, levels);
    let output = compiler.run(&Job { name: "nesting", source: &source, purpose: Purpose::Check, arguments: &CHECK })?;
    let message = errors(&output);
    if output.status.success() || message.contains("error[E0275]") || message.contains("queries overflow") {
        Ok(output.status.success())
    } else {
        Err(format!("{levels} levels of `{}` do not compile:\n{message}", compiler.variant.name).into())
    }
}
