//! Exemplars in OpenMetrics.
//!
//! Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars>

use std::time::{Duration, SystemTime};

use super::number::{write_hundredths, write_value};
use crate::engine::exemplars::Exemplar;

impl Exemplar {
    /// Writes ` # {trace_id="…",span_id="…"} value time`, without the time if it is not known. The labels have
    /// 63 characters; OpenMetrics allows 128.
    pub(crate) fn write(&self, piece: &mut Vec<u8>) {
        let Self { value, trace_id, span_id, .. } = self;
        piece.extend_from_slice(format!(" # {{trace_id=\"{trace_id}\",span_id=\"{span_id}\"}} ").as_bytes());
        write_value(piece, *value);
        if let Some(since_1970) = self.since_1970() {
            piece.push(b' ');
            write_hundredths(piece, u64::try_from(since_1970.as_millis() / 10).unwrap_or_default());
        }
    }

    pub(crate) fn since_1970(&self) -> Option<Duration> {
        self.at.map(|at| at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::{SpanId, TraceId};

    #[test]
    fn an_exemplar_is_written_after_its_value() {
        let exemplar = Exemplar {
            value: 0.25,
            trace_id: TraceId::new(0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736).unwrap(),
            span_id: SpanId::new(0x00f0_67aa_0ba9_02b7).unwrap(),
            at: Some(SystemTime::UNIX_EPOCH + Duration::from_millis(1_760_000_000_129)),
        };
        let mut piece = Vec::new();
        exemplar.write(&mut piece);
        assert_eq!(
            String::from_utf8_lossy(&piece),
            " # {trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\",span_id=\"00f067aa0ba902b7\"} 0.25 1760000000.12"
        );
    }
}
