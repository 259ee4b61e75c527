//! Modules at the paths that the files of the labels use.

#[path = "../../../attuned-telemetry-rt/src/core/labels"]
pub(crate) mod labels {
    pub(crate) mod known_texts;
    #[path = "../../../../loom/src/labels/sync.rs"]
    pub(crate) mod sync;
    #[path = "../../../../loom/src/labels/text_hasher.rs"]
    pub(crate) mod text_hasher;
    pub(crate) mod trie;
}
