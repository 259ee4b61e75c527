//! The crates to annotate, and the items to exclude.

/// A published crate whose package contains its tests.
pub struct Sample {
    /// Name on crates.io.
    pub name: &'static str,
    /// Version.
    pub version: &'static str,
    /// Description in the table.
    pub kind: &'static str,
    /// Arguments of `cargo test`.
    pub arguments: &'static [&'static str],
    /// Excluded items.
    pub apart: &'static [Apart],
    /// Tests that do not run, in either copy.
    pub skipped: &'static [Skipped],
}

/// A test that does not run.
pub struct Skipped {
    /// Part of the name of the test.
    pub test: &'static str,
    /// Reason.
    pub reason: &'static str,
}

/// An excluded item of a file.
pub struct Apart {
    /// Path of the file, relative to the package.
    pub file: &'static str,
    /// Name of a function, a module or an implemented trait.
    pub item: &'static str,
    /// Reason for the exclusion.
    pub reason: &'static str,
}

impl Sample {
    const fn new(name: &'static str, version: &'static str, kind: &'static str) -> Self {
        Self { name, version, kind, arguments: &[], apart: &[], skipped: &[] }
    }

    const fn arguments(self, arguments: &'static [&'static str]) -> Self {
        Self { arguments, ..self }
    }

    const fn apart(self, apart: &'static [Apart]) -> Self {
        Self { apart, ..self }
    }

    const fn skipped(self, skipped: &'static [Skipped]) -> Self {
        Self { skipped, ..self }
    }

    /// Returns a unique directory name.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

const ALLOCATOR: &str = "part of the global allocator; observing it would allocate memory";
const BOXED_FUTURE: &str =
    "boxes a future of a type parameter without the bound `'static`, which `#[observed]` requires";
const SUBSCRIBER: &str = "part of a test that counts all spans";

/// All crates.
pub const SAMPLES: &[Sample] = &[
    Sample::new("arrayvec", "0.7.8", "vectors in arrays, with `unsafe`, Rust 2018"),
    Sample::new("async-trait", "0.1.92", "procedural macro, async methods of traits").apart(&[
        Apart { file: "tests/test.rs", item: "issue45", reason: SUBSCRIBER },
        Apart { file: "tests/executor/mod.rs", item: "block_on_simple", reason: SUBSCRIBER },
    ]),
    Sample::new("bumpalo", "3.20.4", "arena and its collections, with `unsafe`")
        .arguments(&["--features", "boxed,collections"]),
    Sample::new("bytes", "1.12.1", "byte buffers, with `unsafe`").apart(&[
        Apart { file: "tests/test_bytes_odd_alloc.rs", item: "GlobalAlloc", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "GlobalAlloc", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "insert", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "invalid_ptr", reason: ALLOCATOR },
        Apart { file: "tests/test_bytes_vec_alloc.rs", item: "remove", reason: ALLOCATOR },
    ]),
    Sample::new("event-listener", "5.4.2", "hand-written futures"),
    Sample::new("generational-arena", "0.2.9", "arena with generations, Rust 2018"),
    Sample::new("hashbrown", "0.17.2", "hash tables, with `unsafe`, Rust 2024").skipped(&[Skipped {
        test: "test_lots_of_insertions",
        reason: "makes more than ten million annotated calls, which takes minutes without optimization",
    }]),
    Sample::new("http", "1.5.0", "HTTP types").apart(&[Apart {
        file: "src/extensions.rs",
        item: "test_extensions",
        reason: "compares the name of a type that is declared in its body; the name is different inside a closure",
    }]),
    // The tests of its feature `tracing` check spans, and an example requires the feature.
    Sample::new("hyper-util", "0.1.21", "HTTP client and server, Rust 2024").arguments(&[
        "--tests",
        "--features",
        "client-legacy,client-pool,client-proxy,http1,http2,server-auto,server-graceful,service,tokio",
    ]),
    Sample::new("indexmap", "2.14.2", "generic map, Rust 2024"),
    Sample::new("itertools", "0.14.0", "generic iterators, Rust 2018"),
    Sample::new("mini-redis", "0.4.1", "async network program, Rust 2018"),
    // The package does not contain the dependencies of its other test programs.
    Sample::new("nom", "8.0.0", "parser combinators, returned closures").arguments(&["--lib"]),
    Sample::new("petgraph", "0.8.3", "generic graphs"),
    Sample::new("semver", "1.0.28", "version parser, with `unsafe`"),
    Sample::new("serde_json", "1.0.154", "JSON parser and serializer"),
    Sample::new("slab", "0.4.12", "slab allocator, Rust 2018"),
    Sample::new("smallvec", "1.16.6", "small vectors, with `unsafe`, Rust 2018")
        .arguments(&["--features", "const_generics,drain_filter,drain_keep_rest,union,write"]),
    Sample::new("thiserror", "2.0.21", "derive macro for errors"),
    Sample::new("tinyvec", "1.13.3", "small vectors without `unsafe`, Rust 2018")
        .arguments(&["--features", "rustc_1_57,std"]),
    Sample::new("tokio-stream", "0.1.19", "utilities for streams")
        .apart(&[Apart {
            file: "tests/stream_stream_map.rs",
            item: "pin_box",
            reason: "boxes a stream of a type parameter without the bound `'static`, which `#[observed]` requires",
        }])
        .arguments(&["--features", "full"]),
    Sample::new("tokio-util", "0.7.20", "utilities for Tokio").arguments(&["--features", "full"]),
    Sample::new("tower", "0.5.3", "services and their middleware, Rust 2018")
        .apart(&[Apart { file: "src/util/boxed/sync.rs", item: "call", reason: BOXED_FUTURE }])
        .skipped(&[Skipped {
            test: "propagates_trace_spans",
            reason: "checks that a span of the test is the current span inside annotated functions",
        }])
        .arguments(&["--features", "full"]),
    Sample::new("winnow", "1.0.5", "parser combinators, `&mut` input"),
];
