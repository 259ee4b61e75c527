//! What the answer to a call means.

use http::{HeaderValue, StatusCode};

use super::code::Code;
use super::{frame, text};
use crate::delivery::{DeliveryError, Receipt};
use crate::export::otlp::client::answer::answer::Answer;
use crate::export::otlp::client::answer::error::SendError;
use crate::export::otlp::client::answer::meaning::Meaning;
use crate::export::otlp::client::answer::text::Cleaner;
use crate::export::otlp::client::answer::verdict::{Verdict, receipt};
use crate::export::otlp::client::answer::wire::{partial_success, rpc_status};
use crate::export::otlp::client::protocol::over_http;
use crate::export::otlp::client::protocol::over_http::retry_after::LONGEST_PAUSE;
use crate::export::otlp::client::target::Target;

/// Judges the answers of an endpoint.
pub(in crate::export::otlp::client) struct Judge<'client> {
    pub(in crate::export::otlp::client) target: &'client Target,
    pub(in crate::export::otlp::client) cleaner: &'client Cleaner,
}

/// How a call ended.
struct Status {
    code: Code,
    message: String,
    details: rpc_status::RpcStatus,
}

impl Judge<'_> {
    /// Returns what an answer means.
    pub(in crate::export::otlp::client) fn judge(&self, answer: &Answer, is_compressed: bool) -> Verdict {
        let Some(status) = Status::of(answer) else { return Verdict::Failed(self.without_status(answer)) };
        let meaning = status.code.meaning(&status.message, status.details.retry_after);
        if meaning == Meaning::Accepted {
            Verdict::Accepted(self.receipt(answer))
        } else if is_compressed && status.refuses_gzip(answer) {
            Verdict::RefusesGzip
        } else {
            Verdict::Failed(self.error(&status, meaning))
        }
    }

    fn error(&self, status: &Status, meaning: Meaning) -> SendError {
        let text = self.cleaner.clean(&status.message);
        let colon = if text.is_empty() { "" } else { ": " };
        let advice = match status.code.name() {
            "PERMISSION_DENIED" | "UNAUTHENTICATED" => "; check the credentials in the headers",
            "UNIMPLEMENTED" => "; check that the endpoint is a collector that accepts this signal over gRPC",
            _ => "",
        };
        let message = format!("{} answered {}{colon}{text}{advice}", self.target, status.code.name());
        meaning.error(message, status.details.retry_after.map(|pause| pause.min(LONGEST_PAUSE)))
    }

    /// Returns the error of an answer that does not say how the call ended. It comes from a proxy, from a server of
    /// another protocol, or from one that did not finish.
    fn without_status(&self, answer: &Answer) -> SendError {
        let Self { target, cleaner } = *self;
        if answer.status != StatusCode::OK {
            return over_http::judge::Judge { target, cleaner, is_json: false }.error(answer);
        }
        if answer.header("content-type").is_some_and(|content| content.starts_with("application/grpc")) {
            return DeliveryError::transient(format!("{target} answered without `grpc-status`")).into();
        }
        let message = format!("{target} does not respond in gRPC: check that the endpoint is a collector's gRPC port");
        DeliveryError::configuration(message).into()
    }

    fn receipt(&self, answer: &Answer) -> Receipt {
        let message = frame::message(&answer.body).map(Option::unwrap_or_default);
        match message.ok().and_then(partial_success::from_protobuf) {
            Some(partial) => receipt(partial, |text| self.cleaner.clean(text)),
            None => Receipt::rejected(0, format!("{} answered OK, but not with an OTLP message", self.target)),
        }
    }
}

impl Status {
    /// Reads the status from the trailers, or from the headers if there is nothing else.
    fn of(answer: &Answer) -> Option<Self> {
        let fields =
            [&answer.trailers, &answer.headers].into_iter().find(|fields| fields.contains_key("grpc-status"))?;
        let field = |name| String::from_utf8_lossy(fields.get(name).map(HeaderValue::as_bytes).unwrap_or_default());
        let details = text::base64_decoded(&field("grpc-status-details-bin"));
        Some(Self {
            code: Code::parse(&field("grpc-status")),
            message: text::percent_decoded(&field("grpc-message")),
            details: details.and_then(|details| rpc_status::from_protobuf(&details)).unwrap_or_default(),
        })
    }

    /// Whether the server does not know the compression of the request. It should list what it knows; some only say
    /// so in the message.
    /// <https://github.com/grpc/grpc/blob/master/doc/compression.md>
    fn refuses_gzip(&self, answer: &Answer) -> bool {
        let accepted = [&answer.headers, &answer.trailers]
            .into_iter()
            .find_map(|fields| fields.get("grpc-accept-encoding")?.to_str().ok());
        let lacks_gzip = accepted.is_some_and(|accepted| !accepted.split(',').any(|name| name.trim() == "gzip"));
        let message = self.message.to_ascii_lowercase();
        self.code.is_unimplemented() && (lacks_gzip || message.contains("compress") || message.contains("encoding"))
    }
}
