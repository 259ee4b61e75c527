//! The compared ways to annotate a function.

use attuned_telemetry_benches::workspace::Package;

/// One way to annotate a function.
pub(crate) struct Variant {
    /// Title of the column, and part of the package's name.
    pub(crate) name: &'static str,
    /// Lines above each function.
    pub(crate) attribute: &'static str,
    /// Crates that the code uses.
    pub(crate) crates: &'static [&'static str],
    /// Lines in `[dependencies]`. `{runtime}` is the directory of the repository.
    dependencies: &'static str,
    /// Whether the body is wrapped by hand.
    pub(crate) by_hand: bool,
}

pub(crate) const PLAIN: &str = "plain";
pub(crate) const OBSERVED: &str = "observed";
pub(crate) const OFF: &str = "off";
pub(crate) const TRACING: &str = "tracing";
pub(crate) const BOTH: &str = "both";

const TRACING_CRATE: &str = "tracing = \"0.1.44\"\n";

/// All variants. The first is the baseline.
pub(crate) const VARIANTS: [Variant; 9] = [
    // A comment keeps the line numbers equal.
    Variant { name: PLAIN, attribute: "// plain", crates: &[], dependencies: "", by_hand: false },
    Variant {
        name: OBSERVED,
        attribute: "#[attuned_telemetry_rt::observed]",
        crates: &["attuned_telemetry_rt"],
        dependencies: "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\" }\n",
        by_hand: false,
    },
    Variant {
        name: OFF,
        attribute: "#[attuned_telemetry_rt::observed]",
        crates: &["attuned_telemetry_rt"],
        dependencies: "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", default-features = false }\n",
        by_hand: false,
    },
    Variant {
        name: TRACING,
        attribute: "#[tracing::instrument(skip_all)]",
        crates: &["tracing"],
        dependencies: TRACING_CRATE,
        by_hand: false,
    },
    Variant {
        name: "tracing-err",
        attribute: "#[tracing::instrument(skip_all, err)]",
        crates: &["tracing"],
        dependencies: TRACING_CRATE,
        by_hand: false,
    },
    Variant {
        name: "autometrics",
        attribute: "#[autometrics::autometrics]",
        crates: &["autometrics"],
        dependencies: "autometrics = { version = \"=3.0.0\", features = [\"metrics\"] }\n",
        by_hand: false,
    },
    Variant {
        name: BOTH,
        attribute: "#[tracing::instrument(skip_all)] #[autometrics::autometrics]",
        crates: &["autometrics", "tracing"],
        dependencies: "autometrics = { version = \"=3.0.0\", features = [\"metrics\"] }\ntracing = \"0.1.44\"\n",
        by_hand: false,
    },
    Variant {
        name: "fastrace",
        attribute: "#[fastrace::trace]",
        crates: &["fastrace"],
        dependencies: "fastrace = { version = \"=0.7.19\", features = [\"enable\"] }\n",
        by_hand: false,
    },
    Variant {
        name: "by-hand",
        attribute: "// by hand",
        crates: &["metrics", "tracing"],
        dependencies: "metrics = \"0.24.6\"\ntracing = { version = \"0.1.44\", default-features = false, features = [\"std\"] }\n",
        by_hand: true,
    },
];

impl Variant {
    /// Name of the generated package, different from any dependency.
    pub(crate) fn package(&self) -> String {
        format!("annotated-{}", self.name)
    }

    /// Returns the package. Its library is empty, because the compiler receives other files.
    pub(crate) fn generated(&self) -> Package {
        let manifest = format!("[dependencies]\n{}", self.dependencies);
        Package { name: self.package(), manifest, files: vec![("src/lib.rs", String::new())] }
    }
}
