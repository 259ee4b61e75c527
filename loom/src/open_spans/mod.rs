//! Modules at the paths that the files of the open spans use.

#[path = "../../../attuned-telemetry-rt/src/collect/open_spans/places"]
pub(crate) mod places {
    pub(crate) mod numbers;
    #[expect(clippy::module_inception, reason = "the path of the runtime")]
    pub(crate) mod places;
    #[path = "../../../../../loom/src/open_spans/sync.rs"]
    pub(crate) mod sync;
}
