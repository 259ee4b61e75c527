//! The sampler.

use super::reader::Reader;
use crate::export::otlp::settings::choices::OtlpSampler;
use crate::export::otlp::settings::config::OtlpConfig;
use crate::export::otlp::settings::report::OtlpSource;
use crate::export::otlp::settings::values::{Fault, Given, Ratio, Reading, Rule};

const VARIABLE: &str = "OTEL_TRACES_SAMPLER";
const ARGUMENT: &str = "OTEL_TRACES_SAMPLER_ARG";

/// Returns the sampler.
pub(super) fn sampler(reader: &mut Reader<'_>, config: &OtlpConfig) -> OtlpSampler {
    let code = reader.code(of_code(config));
    let found = code.or_else(|| reader.variable(VARIABLE, &SamplerRule));
    if found.is_none() && reader.variables.get(ARGUMENT).is_some() && reader.variables.get(VARIABLE).is_none() {
        let message = "it has no effect, because `OTEL_TRACES_SAMPLER` is not set";
        reader.suspicious("sampler", OtlpSource::Variable(ARGUMENT), message);
    }
    let (sampler, source) = found.unwrap_or((OtlpSampler::default(), OtlpSource::Default));
    reader.record("sampler", sampler.name().to_owned(), source);
    match sampler {
        OtlpSampler::Ratio(given) => OtlpSampler::Ratio(ratio(reader, given, source)),
        OtlpSampler::ParentBasedRatio(given) => OtlpSampler::ParentBasedRatio(ratio(reader, given, source)),
        other => other,
    }
}

fn of_code(config: &OtlpConfig) -> Option<Given<OtlpSampler>> {
    let rate = config.sample_rate.map(|rate| ("sample_rate", OtlpSampler::ParentBasedRatio(rate)));
    let (field, sampler) = rate.or_else(|| config.sampler.map(|sampler| ("sampler", sampler)))?;
    let value = Ratio.check(sampler.ratio()).map(|_| sampler);
    Some(Given { field: field.to_owned(), value })
}

/// The ratio of a sampler in code is in code, too.
fn ratio(reader: &mut Reader<'_>, given: f64, source: OtlpSource) -> f64 {
    let code = (source == OtlpSource::Code).then(|| Given { field: "sampler".to_owned(), value: Ok(given) });
    reader.setting("sampler.ratio", code, &[ARGUMENT], &Ratio, given).0
}

struct SamplerRule;

impl SamplerRule {
    const ALL: [OtlpSampler; 6] = [
        OtlpSampler::AlwaysOn,
        OtlpSampler::AlwaysOff,
        OtlpSampler::Ratio(1.0),
        OtlpSampler::ParentBasedAlwaysOn,
        OtlpSampler::ParentBasedAlwaysOff,
        OtlpSampler::ParentBasedRatio(1.0),
    ];
}

impl Rule for SamplerRule {
    type Value = OtlpSampler;

    fn read(&self, text: &str) -> Reading<OtlpSampler> {
        let known = Self::ALL.into_iter().find(|sampler| sampler.name().eq_ignore_ascii_case(text));
        let names: Vec<_> = Self::ALL.iter().map(|sampler| format!("`{}`", sampler.name())).collect();
        known.ok_or_else(|| Fault::new(text, format!("one of {}", names.join(", ")))).into()
    }

    fn shown(&self, value: &OtlpSampler) -> String {
        value.name().to_owned()
    }
}
