//! `opentelemetry.proto.common.v1`
//!
//! Source:
//! <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/common/v1/common.proto>

/// `AnyValue`
pub(crate) mod any_value {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const STRING_VALUE: Field = Field::optional(1, "stringValue");
    pub(crate) const BOOL_VALUE: Field = Field::optional(2, "boolValue");
    pub(crate) const INT_VALUE: Field = Field::optional(3, "intValue");
    pub(crate) const DOUBLE_VALUE: Field = Field::optional(4, "doubleValue");
}

/// `KeyValue`
pub(crate) mod key_value {
    use crate::export::otlp::encode::writer::field::Field;

    /// Some decoders of JSON do not accept an attribute without a key, so an empty one is written, too.
    pub(crate) const KEY: Field = Field::optional(1, "key");
    pub(crate) const VALUE: Field = Field::short(2, "value");
}

/// `InstrumentationScope`
pub(crate) mod instrumentation_scope {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const NAME: Field = Field::value(1, "name");
}
