//! Each variable: unset, empty, good, bad, over a general one, and under a value in code.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::sync::Mutex;
use std::thread;

use attuned_telemetry_rt::export::otlp::OtlpConfig;

use super::child::{Resolved, resolve};
use super::general_rows;
use super::option_rows::{self, Files};
use super::row::Row;

#[test]
fn otel_environment_table() {
    let files = Files::new();
    let rows = [option_rows::rows(&files), general_rows::rows()].concat();
    let known: BTreeSet<_> = OtlpConfig::variables().map(|variable| variable.name().to_owned()).collect();
    assert_eq!(rows.iter().map(|row| row.variable.clone()).collect::<BTreeSet<_>>(), known);
    assert_eq!(rows.len(), known.len(), "a variable has two rows");
    let rows = Mutex::new(rows.into_iter());
    let next = || rows.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(row) = next() {
                    check(&row);
                }
            });
        }
    });
}

fn check(row: &Row) {
    unset_and_empty(row);
    good(row);
    bad(row);
    over_a_general_variable(row);
    under_code(row);
}

/// Resolves a configuration with this value of the variable, and the variables that it needs.
fn with(row: &Row, code: &[(&str, &str)], variables: &[(&str, &OsString)]) -> Resolved {
    let needed = row.with.iter().map(|(name, value)| (name.as_str(), OsString::from(value)));
    let given = variables.iter().map(|(name, value)| (*name, (*value).clone()));
    resolve(code, needed.chain(given))
}

fn assert_default(row: &Row, resolved: &Resolved) {
    let expected = row.default.clone().map(|default| (default, "default".to_owned()));
    assert_eq!(resolved.setting(&row.setting), expected, "{row:?}");
}

fn assert_set(row: &Row, resolved: &Resolved, shown: &str, source: &str) {
    let expected = Some((shown.to_owned(), source.to_owned()));
    assert_eq!(resolved.setting(&row.setting), expected, "{row:?}");
}

fn unset_and_empty(row: &Row) {
    let unset = Row { with: Vec::new(), ..row.clone() };
    // Without the variables that they need, these settings do not exist.
    let exists = !["sampler.ratio", "insecure"].iter().any(|name| row.setting.ends_with(name));
    if exists {
        let resolved = with(&unset, &[], &[]);
        assert_default(row, &resolved);
        assert_eq!(resolved.warned(), [""; 0], "{row:?}");
    }
    let set = if row.setting.contains(".client_") { &unset } else { row };
    for empty in ["", "  "] {
        let resolved = with(set, &[], &[(&row.variable, &empty.into())]);
        assert_default(row, &resolved);
        assert_eq!(resolved.warned(), [""; 0], "{row:?}");
    }
}

fn good(row: &Row) {
    let (value, shown) = &row.good;
    let resolved = with(row, &[], &[(&row.variable, &value.into())]);
    assert_set(row, &resolved, shown, &row.variable);
    assert_eq!((resolved.warned(), resolved.log.as_str()), (Vec::new(), ""), "{row:?}");
}

/// A bad value is warned of once, is counted, and is ignored. If the configuration is strict, it is an error.
fn bad(row: &Row) {
    let Some(value) = row.bad.as_ref().map(OsString::from).or_else(not_utf_8) else { return };
    let variable = &*row.variable;
    let strict = with(row, &[("strict", "true")], &[(variable, &value)]);
    if row.variable == "ATTUNED_OTLP_STRICT" {
        assert_set(row, &strict, "true", "code");
    } else {
        assert!(strict.error().contains(&format!("`{variable}` is `")), "{}", strict.error());
    }
    let resolved = with(row, &[], &[(variable, &value)]);
    if variable.starts_with("ATTUNED_") {
        assert!(resolved.error().contains(&format!("`{variable}` is `")), "{}", resolved.error());
        return;
    }
    assert_default(row, &resolved);
    // A key without its certificate is a mistake of its own.
    assert_eq!(resolved.warned().iter().filter(|warned| *warned == variable).count(), 1, "{row:?} {resolved:?}");
    assert_eq!(resolved.counted(variable), 1, "{row:?}");
    let mentions = resolved.log.lines().filter(|line| line.contains(&format!("`{variable}` is `")));
    assert_eq!(mentions.count(), 1, "{row:?} {}", resolved.log);
    let Some((general, value_of_general, shown)) = &row.general else { return };
    let both = with(row, &[], &[(variable, &value), (general, &value_of_general.into())]);
    assert_set(row, &both, shown, general);
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is no such text")]
fn not_utf_8() -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(OsString::from_vec(vec![b'a', 0xff]))
}

#[cfg(not(unix))]
fn not_utf_8() -> Option<OsString> {
    None
}

fn over_a_general_variable(row: &Row) {
    let Some((general, value, shown)) = &row.general else { return };
    let alone = with(row, &[], &[(general, &value.into())]);
    assert_set(row, &alone, shown, general);
    let both = with(row, &[], &[(general, &value.into()), (&row.variable, &(&row.good.0).into())]);
    assert_set(row, &both, &row.good.1, &row.variable);
}

/// Also a value in code that is not that of the signal takes precedence over the signal's own variable.
fn under_code(row: &Row) {
    let (setting, value, shown) = &row.code;
    let resolved = with(row, &[(setting, value)], &[(&row.variable, &(&row.good.0).into())]);
    assert_set(row, &resolved, shown, "code");
    let Some((_, general)) = setting.split_once('.').filter(|_| row.variable.starts_with("OTEL_EXPORTER_OTLP_")) else {
        return;
    };
    if general == "endpoint" {
        return;
    }
    let resolved = with(row, &[(general, value)], &[(&row.variable, &(&row.good.0).into())]);
    assert_set(row, &resolved, shown, "code");
}
