//! The targets whose events are not collected.

/// The crates that deliver. Their events would be delivered by themselves, which causes more events.
pub(super) const OF_DELIVERY: [&str; 12] = [
    "attuned_telemetry_rt::adapters",
    "attuned_telemetry_rt::collect",
    "attuned_telemetry_rt::delivery",
    "attuned_telemetry_rt::export",
    "h2",
    "hyper",
    "hyper_util",
    "opentelemetry",
    "reqwest",
    "rustls",
    "tonic",
    "tower",
];

/// Targets that are left out, with everything below them.
#[derive(Clone, Debug)]
pub(super) struct LeftOut(Vec<Box<str>>);

impl LeftOut {
    pub(super) fn new(targets: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self(targets.into_iter().map(|target| target.as_ref().into()).collect())
    }

    /// Whether a target is one of these, or below one.
    pub(super) fn contains(&self, target: &str) -> bool {
        self.0.iter().any(|left_out| is_in(target, left_out))
    }
}

/// Whether a target is this module or in it. `opentelemetry` also stands for crates such as `opentelemetry_sdk`, and
/// `hyper` does not stand for `hyperion`.
fn is_in(target: &str, module: &str) -> bool {
    target.strip_prefix(module).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with("::") || module == "opentelemetry" && rest.starts_with(['_', '-'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_left_out_with_everything_below_it() {
        let left_out = LeftOut::new(OF_DELIVERY);
        for target in ["hyper", "hyper::proto", "opentelemetry_sdk::trace", "opentelemetry-otlp", "h2::codec"] {
            assert!(left_out.contains(target), "{target}");
        }
        for target in ["hyperion", "shop::hyper", "opentelemetrics", "attuned_telemetry_rt", ""] {
            assert!(!left_out.contains(target), "{target}");
        }
    }
}
