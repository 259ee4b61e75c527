//! Processor time of the compiler: the minimum of several rounds, in which the variants alternate.

use std::error::Error;
use std::time::Duration;

use super::{Amount, Measured};
use crate::packages::Purpose;
use crate::rustc::{CHECK, Compiler, Job, RELEASE};
use crate::source::{Kinds, edited_functions, functions};
use crate::table::Row;

/// Measures a full check, with compiled dependencies.
pub(super) fn check(compilers: &[Compiler<'_>], amount: Amount) -> Measured {
    let seconds = least(compilers, amount, |compiler, _| {
        let source = functions(compiler.variant, Kinds::Both, amount.functions);
        compiler.time(&Job { name: "check", source: &source, purpose: Purpose::Check, arguments: &CHECK })
    })?;
    Ok(vec![Row::extra("check, s", 3, &seconds)])
}

/// Measures an incremental check after a change of the function in the middle. The change moves the code after it.
pub(super) fn check_after_an_edit(compilers: &[Compiler<'_>], amount: Amount) -> Measured {
    let arguments = [&CHECK[..], &["-Cincremental=incremental"]].concat();
    let check = |compiler: &Compiler<'_>, is_edited: bool| {
        let write = if is_edited { edited_functions } else { functions };
        let source = write(compiler.variant, Kinds::Both, amount.functions);
        compiler.time(&Job { name: "edit", source: &source, purpose: Purpose::Check, arguments: &arguments })
    };
    for compiler in compilers {
        check(compiler, false)?;
    }
    let seconds = least(compilers, amount, |compiler, round| check(compiler, round % 2 == 0))?;
    Ok(vec![Row::extra("check after an edit, s", 3, &seconds)])
}

/// Measures a release build.
pub(super) fn release(compilers: &[Compiler<'_>], amount: Amount) -> Measured {
    let seconds = least(compilers, amount, |compiler, _| {
        let source = functions(compiler.variant, Kinds::Both, amount.functions);
        compiler.time(&Job { name: "release", source: &source, purpose: Purpose::Release, arguments: &RELEASE })
    })?;
    Ok(vec![Row::extra("release build, s", 2, &seconds)])
}

/// Returns the minimum number of seconds for each compiler.
fn least(
    compilers: &[Compiler<'_>],
    amount: Amount,
    time: impl Fn(&Compiler<'_>, u32) -> Result<Duration, Box<dyn Error>>,
) -> Result<Vec<f64>, Box<dyn Error>> {
    let mut least = vec![f64::INFINITY; compilers.len()];
    for round in 0..amount.rounds {
        for (compiler, least) in compilers.iter().zip(&mut least) {
            *least = least.min(time(compiler, round)?.as_secs_f64());
        }
    }
    Ok(least)
}
