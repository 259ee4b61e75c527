//! The limits of a watched number.

use syn::{Error, Expr, Ident, Lit, UnOp};

use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::ungrouped;
use crate::options::table::Given;

/// `degraded_above = 0.8`
pub(super) struct Limit {
    pub(super) key: Ident,
    pub(super) value: Expr,
}

/// Pairs of limits: the first must not be greater than the second. The text says what happens otherwise.
const ORDER: [(&str, &str, &str); 6] = [
    ("degraded_above", "unhealthy_above", "no value is degraded"),
    ("unhealthy_below", "degraded_below", "no value is degraded"),
    ("degraded_below", "degraded_above", "no value is healthy"),
    ("degraded_below", "unhealthy_above", "no value is healthy"),
    ("unhealthy_below", "degraded_above", "no value is healthy"),
    ("unhealthy_below", "unhealthy_above", "no value is healthy"),
];

/// The given limits. Their order is checked if they are literals.
pub(super) fn limits(given: [Option<Given<Expr>>; 4], diagnostics: &mut Diagnostics) -> Vec<Limit> {
    let limits = given.into_iter().flatten().map(|Given { key, value }| Limit { key, value: ungrouped(value) });
    let limits: Vec<Limit> = limits.collect();
    let find = |key| limits.iter().find(|limit| limit.key == key);
    let error = ORDER.into_iter().find_map(|(lower, higher, consequence)| {
        let (lower, higher) = (find(lower)?, find(higher)?);
        let is_wrong = literal(&lower.value)? > literal(&higher.value)?;
        is_wrong.then(|| {
            let message =
                format!("`{}` is greater than `{}`, so {consequence}: swap the two values", lower.key, higher.key);
            Error::new_spanned(&lower.value, message)
        })
    });
    if let Some(error) = error {
        diagnostics.push(error);
    }
    limits
}

/// The value of a literal. Rounding of large integers does not change their order.
fn literal(value: &Expr) -> Option<f64> {
    match value {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => literal(&unary.expr).map(|value| -value),
        Expr::Lit(value) => match &value.lit {
            Lit::Int(value) => value.base10_digits().parse().ok(),
            Lit::Float(value) => value.base10_digits().parse().ok(),
            _ => None,
        },
        _ => None,
    }
}
