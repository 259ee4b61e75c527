//! Size of the machine code of annotated functions.

use std::error::Error;
use std::fs;
use std::path::Path;

use object::read::archive::ArchiveFile;
use object::{Object as _, ObjectSection as _, SectionKind};

use super::{Amount, Measured};
use crate::packages::Purpose;
use crate::rustc::{CRATE, Compiler, Job, RELEASE};
use crate::source::{Kinds, functions};
use crate::table::Row;

/// Measures bytes per function: of all functions, of sync and of `async` functions.
pub(super) fn measure(compilers: &[Compiler<'_>], amount: Amount) -> Measured {
    let kinds = [("text, bytes per function", Kinds::Both), ("… sync", Kinds::Sync), ("… async", Kinds::Async)];
    let mut rows = Vec::new();
    let mut equal = vec![true; compilers.len()];
    for (title, kinds) in kinds {
        let texts: Vec<_> = compilers.iter().map(|compiler| text(compiler, kinds, amount)).collect::<Result<_, _>>()?;
        let bytes = texts.iter().map(|text| text.iter().map(|section| to_f64(section.len())).sum::<f64>());
        let bytes: Vec<_> = bytes.map(|bytes| bytes / f64::from(amount.functions)).collect();
        rows.push(Row::extra(title, 0, &bytes));
        for (equal, text) in equal.iter_mut().zip(&texts) {
            *equal &= Some(text) == texts.first();
        }
    }
    rows.push(Row::answers("text identical to that of plain", &equal));
    Ok(rows)
}

/// Returns the sections with machine code, in the order of the library.
fn text(compiler: &Compiler<'_>, kinds: Kinds, amount: Amount) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let source = functions(compiler.variant, kinds, amount.functions);
    let job = Job { name: "text", source: &source, purpose: Purpose::Release, arguments: &RELEASE };
    sections(&compiler.compile(&job)?.join(format!("lib{CRATE}.rlib")))
}

fn sections(library: &Path) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let bytes = fs::read(library)?;
    let mut texts = Vec::new();
    for member in ArchiveFile::parse(&*bytes)?.members() {
        // The archive also contains metadata.
        let Ok(object) = object::File::parse(member?.data(&*bytes)?) else { continue };
        for section in object.sections().filter(|section| section.kind() == SectionKind::Text) {
            texts.push(section.data()?.to_owned());
        }
    }
    Ok(texts)
}

#[expect(clippy::cast_precision_loss, reason = "no section has 2^52 bytes")]
fn to_f64(bytes: usize) -> f64 {
    bytes as f64
}
