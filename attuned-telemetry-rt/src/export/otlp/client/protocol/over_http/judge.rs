//! What an HTTP answer means.

use std::time::SystemTime;

use super::retry_after;
use super::status::meaning;
use crate::delivery::Receipt;
use crate::export::otlp::client::answer::answer::Answer;
use crate::export::otlp::client::answer::error::SendError;
use crate::export::otlp::client::answer::meaning::Meaning;
use crate::export::otlp::client::answer::text::Cleaner;
use crate::export::otlp::client::answer::verdict::{Verdict, receipt};
use crate::export::otlp::client::answer::wire::{partial_success, rpc_status};
use crate::export::otlp::client::target::{Target, shown};

/// Judges the answers of an endpoint.
pub(in crate::export::otlp::client) struct Judge<'client> {
    pub(in crate::export::otlp::client) target: &'client Target,
    pub(in crate::export::otlp::client) cleaner: &'client Cleaner,
    /// Whether answers are JSON, unless they say something else.
    pub(in crate::export::otlp::client) is_json: bool,
}

impl Judge<'_> {
    /// Returns what an answer means.
    pub(in crate::export::otlp::client) fn judge(&self, answer: &Answer, is_compressed: bool) -> Verdict {
        match meaning(answer.status) {
            Meaning::Accepted => Verdict::Accepted(self.receipt(answer)),
            _ if is_compressed && self.refuses_gzip(answer) => Verdict::RefusesGzip,
            _ => Verdict::Failed(self.error(answer)),
        }
    }

    /// Returns the error of an answer that is not a success.
    pub(in crate::export::otlp::client) fn error(&self, answer: &Answer) -> SendError {
        let retry_after = answer.header("retry-after").and_then(|value| retry_after::parse(value, SystemTime::now()));
        let text = self.cleaner.clean(&self.text(answer));
        let colon = if text.is_empty() { "" } else { ": " };
        let advice = advice(answer);
        let message = format!("{} answered {}{colon}{text}{advice}", self.target, answer.status);
        meaning(answer.status).error(message, retry_after)
    }

    /// Returns what the server says about an error: a status, or plain text.
    fn text(&self, answer: &Answer) -> String {
        let body = &answer.body;
        if answer.is_of_type("text/plain") {
            String::from_utf8_lossy(body).into_owned()
        } else if self.answers_json(answer) {
            rpc_status::from_json(body).map(|status| status.message).unwrap_or_default()
        } else if answer.is_of_type("application/x-protobuf") {
            rpc_status::from_protobuf(body).map(|status| status.message).unwrap_or_default()
        } else {
            String::new()
        }
    }

    fn answers_json(&self, answer: &Answer) -> bool {
        let says_protobuf = answer.is_of_type("application/x-protobuf");
        answer.is_of_type("application/json") || self.is_json && !says_protobuf
    }

    fn receipt(&self, answer: &Answer) -> Receipt {
        let partial = if answer.body.is_empty() {
            Some(partial_success::PartialSuccess::default())
        } else if self.answers_json(answer) {
            partial_success::from_json(&answer.body)
        } else {
            partial_success::from_protobuf(&answer.body)
        };
        match partial {
            Some(partial) => receipt(partial, |text| self.cleaner.clean(text)),
            None => self.unreadable(answer),
        }
    }

    /// Returns the receipt of a success that is not an answer of OTLP: perhaps from a server that is not a collector.
    fn unreadable(&self, answer: &Answer) -> Receipt {
        let content = self.cleaner.clean(answer.header("content-type").unwrap_or("no content type"));
        let message = format!(
            "{} answered {}, but not with an OTLP message ({content}): check that the endpoint is a collector",
            self.target, answer.status
        );
        Receipt::rejected(0, message)
    }

    /// Whether a server refuses gzip: with the status for it, or as the OpenTelemetry Collector does, with 400 and
    /// `unsupported Content-Encoding: gzip`.
    fn refuses_gzip(&self, answer: &Answer) -> bool {
        match answer.status.as_u16() {
            415 => true,
            400 => self.text(answer).to_ascii_lowercase().contains("content-encoding"),
            _ => false,
        }
    }
}

/// Returns what to do about an answer that no message but a setting has caused.
fn advice(answer: &Answer) -> String {
    match answer.status.as_u16() {
        300..=399 => match answer.header("location").and_then(|value| value.parse().ok()) {
            Some(url) => {
                format!("; redirects are not followed: if `{}` is a collector, set it as the endpoint", shown(&url))
            }
            None => "; redirects are not followed".to_owned(),
        },
        401 | 403 => "; check the credentials in the headers".to_owned(),
        404 => {
            "; check the path of the endpoint: collectors expect `/v1/traces`, `/v1/metrics` and `/v1/logs`".to_owned()
        }
        _ => String::new(),
    }
}
