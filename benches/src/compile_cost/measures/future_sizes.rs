//! Sizes of the futures of nested functions.

use std::error::Error;
use std::process::Command;

use super::{Amount, Measured};
use crate::packages::Purpose;
use crate::rustc::{CRATE, Compiler, Job};
use crate::source::{SHAPES, future_sizes};
use crate::table::Row;

pub(super) fn measure(compilers: &[Compiler<'_>], _: Amount) -> Measured {
    let sizes: Vec<_> = compilers.iter().map(sizes).collect::<Result<_, _>>()?;
    let rows = SHAPES.iter().enumerate().map(|(shape, of)| {
        let bytes: Vec<_> = sizes.iter().filter_map(|sizes| sizes.get(shape).copied()).collect();
        Row::times(of.title, &bytes)
    });
    Ok(rows.collect())
}

/// Returns the sizes that a variant's program prints.
fn sizes(compiler: &Compiler<'_>) -> Result<Vec<f64>, Box<dyn Error>> {
    let source = future_sizes(compiler.variant);
    let arguments = ["--crate-type=bin", "-Copt-level=3"];
    let job = Job { name: "futures", source: &source, purpose: Purpose::Release, arguments: &arguments };
    let program = compiler.compile(&job)?.join(CRATE);
    let printed = String::from_utf8(Command::new(program).output()?.stdout)?;
    let sizes: Vec<f64> = printed.lines().map(str::parse).collect::<Result<_, _>>()?;
    if sizes.len() == SHAPES.len() {
        Ok(sizes)
    } else {
        Err(format!("expected {} sizes, found `{printed}`", SHAPES.len()).into())
    }
}
