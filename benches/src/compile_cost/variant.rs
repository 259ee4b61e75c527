//! The ways to annotate a function that are compared.

use attuned_telemetry_benches::workspace::Package;

/// One way to annotate a function.
pub(crate) struct Variant {
    /// The column, and a part of the package's name.
    pub(crate) name: &'static str,
    /// What stands above each function.
    pub(crate) attribute: &'static str,
    /// The crates that are named in the code.
    pub(crate) crates: &'static [&'static str],
    /// The lines under `[dependencies]`, where `{runtime}` is the repository's folder.
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

/// All of them; what the others are compared to is the first.
pub(crate) const VARIANTS: [Variant; 9] = [
    // A comment keeps the lines where they are.
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
    /// The name of the generated package, which is no dependency's.
    pub(crate) fn package(&self) -> String {
        format!("annotated-{}", self.name)
    }

    /// The package, whose library is empty: the compiler is given other files.
    pub(crate) fn generated(&self) -> Package {
        let manifest = format!("[dependencies]\n{}", self.dependencies);
        Package { name: self.package(), manifest, files: vec![("src/lib.rs", String::new())] }
    }
}
