//! What an HTTP answer means.

use std::time::SystemTime;

use http::Uri;

use super::retry_after;
use super::status::{Meaning, advice};
use crate::delivery::{DeliveryError, Receipt};
use crate::export::otlp::client::answer::answer::Answer;
use crate::export::otlp::client::answer::text::Cleaner;
use crate::export::otlp::client::answer::verdict::{Verdict, receipt};
use crate::export::otlp::client::error::SendError;
use crate::export::otlp::client::target::{Target, shown};
use crate::export::otlp::client::wire::{partial_success, rpc_status};

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
        if is_compressed && self.refuses_gzip(answer) {
            return Verdict::RefusesGzip;
        }
        match Meaning::of(answer.status) {
            Meaning::Accepted => Verdict::Accepted(self.receipt(answer)),
            meaning => Verdict::Failed(self.error(answer, meaning)),
        }
    }

    /// Returns the error of an answer that is not a success.
    pub(in crate::export::otlp::client) fn error(&self, answer: &Answer, meaning: Meaning) -> SendError {
        let message = self.message(answer);
        let retry_after = answer.header("retry-after").and_then(|value| retry_after::parse(value, SystemTime::now()));
        let error = match meaning {
            Meaning::TooLarge => return SendError::TooLarge { message },
            Meaning::Overload => DeliveryError::overload(message),
            Meaning::Temporary => DeliveryError::transient(message),
            Meaning::Redirect => DeliveryError::configuration(format!("{message}; {}", location(answer))),
            Meaning::Configuration => DeliveryError::configuration(format!("{message}; {}", advice(answer.status))),
            Meaning::Accepted | Meaning::Permanent => DeliveryError::permanent(message),
        };
        match retry_after {
            Some(pause) if matches!(meaning, Meaning::Overload | Meaning::Temporary) => {
                error.with_retry_after(pause).into()
            }
            _ => error.into(),
        }
    }

    fn message(&self, answer: &Answer) -> String {
        let text = self.cleaner.clean(&self.text(answer));
        let colon = if text.is_empty() { "" } else { ": " };
        format!("{} answered {}{colon}{text}", self.target, answer.status)
    }

    /// Returns what the server says about an error: a status, or plain text.
    fn text(&self, answer: &Answer) -> String {
        let body = &answer.body;
        if self.answers_json(answer) {
            rpc_status::from_json(body).map(|status| status.message).unwrap_or_default()
        } else if answer.is_of_type("application/x-protobuf") {
            rpc_status::from_protobuf(body).map(|status| status.message).unwrap_or_default()
        } else if answer.is_of_type("text/plain") {
            String::from_utf8_lossy(body).into_owned()
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

/// Says where a redirect leads.
fn location(answer: &Answer) -> String {
    let location: Option<Uri> = answer.header("location").and_then(|value| value.parse().ok());
    match location {
        Some(url) => format!("redirects are not followed: if `{}` is a collector, set it as the endpoint", shown(&url)),
        None => "redirects are not followed".to_owned(),
    }
}
