//! Which crates are annotated, and what in them is not.

/// A published crate whose package has its tests.
pub struct Sample {
    /// Its name on crates.io.
    pub name: &'static str,
    /// The version.
    pub version: &'static str,
    /// What world it comes from.
    pub kind: &'static str,
    /// Arguments of `cargo test`.
    pub arguments: &'static [&'static str],
    /// What is not annotated.
    pub apart: &'static [Apart],
}

/// An item of a file that is not annotated.
pub struct Apart {
    /// The file, from the package's folder.
    pub file: &'static str,
    /// The name of a function, a module or a trait that is implemented.
    pub item: &'static str,
    /// Why it is not.
    pub reason: &'static str,
}

impl Sample {
    const fn new(name: &'static str, version: &'static str, kind: &'static str) -> Self {
        Self { name, version, kind, arguments: &[], apart: &[] }
    }

    const fn arguments(self, arguments: &'static [&'static str]) -> Self {
        Self { arguments, ..self }
    }

    const fn apart(self, apart: &'static [Apart]) -> Self {
        Self { apart, ..self }
    }

    /// A folder's name that is its own.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

const ALLOCATOR: &str = "the global allocator: to observe it takes memory from it";

/// All of them.
pub const SAMPLES: &[Sample] = &[
    Sample::new("mini-redis", "0.4.1", "async network program"),
    Sample::new("async-trait", "0.1.92", "procedural macro, async methods of traits").apart(&[Apart {
        file: "tests/test.rs",
        item: "issue45",
        reason: "a subscriber that counts the spans, and is asked for one whenever it is asked",
    }]),
    Sample::new("thiserror", "2.0.21", "derived errors"),
    Sample::new("semver", "1.0.28", "parser, `unsafe` representation"),
    Sample::new("http", "1.5.0", "HTTP types").apart(&[Apart {
        file: "src/extensions.rs",
        item: "test_extensions",
        reason: "prints the name of a type that it declares, which is one of a closure's then",
    }]),
    Sample::new("bytes", "1.12.1", "buffers, `unsafe`").apart(&[
        Apart { file: "tests/test_bytes_odd_alloc.rs", item: "GlobalAlloc", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "GlobalAlloc", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "insert", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "remove", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "invalid_ptr", reason: ALLOCATOR },
    ]),
    Sample::new("petgraph", "0.8.3", "generic graphs"),
    Sample::new("indexmap", "2.14.2", "a generic map"),
    Sample::new("tokio-stream", "0.1.19", "streams").arguments(&["--features", "full"]),
    Sample::new("tokio-util", "0.7.20", "async building blocks").arguments(&["--features", "full"]),
    Sample::new("event-listener", "5.4.2", "futures by hand"),
    Sample::new("nom", "8.0.0", "parser combinators").arguments(&["--lib"]),
    Sample::new("winnow", "1.0.4", "parser combinators"),
    Sample::new("serde_json", "1.0.154", "parser"),
    Sample::new("itertools", "0.14.0", "generic iterators, Rust 2018"),
    Sample::new("heapless", "0.9.3", "const generics"),
    Sample::new("rpds", "1.2.1", "persistent data structures"),
    Sample::new("hyper-util", "0.1.21", "http client").arguments(&[
        "--features",
        "client-legacy,client-pool,client-proxy,http1,http2,server-auto,server-graceful,service,tokio",
    ]),
    Sample::new("hyper", "1.12.0", "http").arguments(&["--features", "full"]),
    Sample::new("tower", "0.5.3", "services").arguments(&["--features", "full"]),
    Sample::new("either", "1.19.0", "generic"),
    Sample::new("async-channel", "2.5.0", "channel"),
    Sample::new("async-stream", "0.3.6", "streams"),
    Sample::new("derive_more", "2.1.1", "derived").arguments(&["--features", "full"]),
    Sample::new("bon", "3.10.3", "derived"),
    Sample::new("futures-lite", "2.6.1", "futures"),
    Sample::new("chrono", "0.4.45", "time"),
    Sample::new("minijinja", "2.24.0", "time"),
];
