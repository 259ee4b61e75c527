//! Modules at the paths that the files of the cells and of typed counters use.

#[path = "../../../attuned-telemetry-rt/src/engine/cells"]
pub(crate) mod cells {
    pub(crate) mod ranges;
    pub(crate) mod shard;
    pub(crate) mod shards;
    #[path = "../../../../loom/src/engine/size.rs"]
    pub(crate) mod size;
    #[path = "../../../../loom/src/engine/sync.rs"]
    pub(crate) mod sync;
    pub(crate) use size::CHUNK;
}

#[path = "../../../attuned-telemetry-rt/src/engine/family/series/typed"]
pub(crate) mod typed {
    pub(crate) mod chunk;
    #[path = "../../../../../../loom/src/engine/typed_sync.rs"]
    pub(crate) mod sync;
}
