//! Amount of code that the compiler processes for an annotated function.

use std::error::Error;
use std::fs;

use super::{Amount, Measured};
use crate::packages::Purpose;
use crate::rustc::{CRATE, Compiler, Job, errors};
use crate::source::{Kinds, functions};
use crate::table::Row;

/// Counts the lines of LLVM IR before optimisation: the input of the backend.
pub(super) fn llvm_ir(compilers: &[Compiler<'_>], amount: Amount) -> Measured {
    let arguments =
        ["--crate-type=lib", "--emit=llvm-ir", "-Copt-level=3", "-Ccodegen-units=1", "-Cno-prepopulate-passes"];
    let lines = each_function(compilers, amount, |compiler| {
        let source = functions(compiler.variant, Kinds::Both, amount.functions);
        let job = Job { name: "ir", source: &source, purpose: Purpose::Release, arguments: &arguments };
        let file = compiler.compile(&job)?.join(format!("{CRATE}.ll"));
        Ok(lines_of_functions(&fs::read_to_string(file)?))
    })?;
    Ok(vec![Row::extra("LLVM IR, lines per function", 0, &lines)])
}

/// Counts the lines of Rust after macro expansion, without empty lines and comments.
pub(super) fn expanded(compilers: &[Compiler<'_>], amount: Amount) -> Measured {
    let arguments = ["--crate-type=lib", "-Zunpretty=expanded"];
    let lines = each_function(compilers, amount, |compiler| {
        let source = functions(compiler.variant, Kinds::Both, amount.functions);
        let output =
            compiler.run(&Job { name: "expanded", source: &source, purpose: Purpose::Check, arguments: &arguments })?;
        if !output.status.success() {
            return Err(errors(&output).into());
        }
        Ok(String::from_utf8(output.stdout)?.lines().filter(|line| is_code(line)).count())
    })?;
    Ok(vec![Row::extra("expanded, lines per function", 0, &lines)])
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//")
}

fn each_function(
    compilers: &[Compiler<'_>],
    amount: Amount,
    count: impl Fn(&Compiler<'_>) -> Result<usize, Box<dyn Error>>,
) -> Result<Vec<f64>, Box<dyn Error>> {
    let lines = compilers.iter().map(|compiler| Ok(f64::from(u32::try_from(count(compiler)?)?)));
    lines.map(|lines| lines.map(|lines| lines / f64::from(amount.functions))).collect()
}

/// Counts the lines from each `define` to its closing brace.
fn lines_of_functions(module: &str) -> usize {
    let mut is_inside = false;
    let is_counted = |line: &&str| {
        is_inside = (is_inside || line.starts_with("define ")) && *line != "}";
        is_inside && !line.trim().is_empty()
    };
    module.lines().filter(is_counted).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_of_functions_are_counted() {
        let module = "source_filename = \"a\"\n\ndefine void @f() {\nstart:\n\n  ret void\n}\n\ndeclare void @g()\n";
        assert_eq!(lines_of_functions(module), 3);
    }
}
