//! Modules at the paths that the error messages use.

#[path = "../../../attuned-telemetry-rt/src/core/text"]
pub(crate) mod text {
    pub(crate) mod dangerous;
    pub(crate) mod escaped;
    pub(crate) mod excerpt;
}
