//! Modules at the paths that the cells' files use.

#[path = "../../../attuned-telemetry-rt/src/engine/cells"]
pub(crate) mod cells {
    pub(crate) mod ranges;
    pub(crate) mod shard;
    pub(crate) mod shards;
    #[path = "../../../../loom/src/engine/size.rs"]
    pub(crate) mod size;
    #[path = "../../../../loom/src/engine/sync.rs"]
    pub(crate) mod sync;
}
