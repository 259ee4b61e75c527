//! `opentelemetry.proto.resource.v1`
//!
//! Source:
//! <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/resource/v1/resource.proto>

/// `Resource`
pub(crate) mod resource {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const ATTRIBUTES: Field = Field::short(1, "attributes");
}
