//! The client of one signal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::answer::answer::Answer;
use super::answer::text::Cleaner;
use super::answer::verdict::Verdict;
use super::connect::connection::{Body, Connection, Version};
use super::connect::connector::Connector;
use super::connect::limit::Limit;
use super::error::SendError;
use super::gzip::compress;
use super::over_http::judge::Judge;
use super::request::{Template, gzip_over_http};
use super::target::Target;
use super::tls;
use crate::delivery::{DeliveryError, Receipt, SettingError};
use crate::export::otlp::settings::transport::{OtlpCompression, OtlpProtocol, TransportSettings};
use crate::export::otlp::signal::OtlpSignal;

/// Maximum size of a message before compression, in bytes. A larger one is not sent.
const LARGEST: usize = 64 * 1024 * 1024;

/// Sends the messages of one signal to one endpoint, one at a time, over a connection that is kept.
///
/// It runs on the runtime of its caller, which is the worker of a lane. A call may be dropped at any time; then its
/// connection ends, and no answer to it can be taken for the answer to a later call.
pub(crate) struct OtlpClient {
    target: Target,
    connector: Connector,
    template: Template,
    cleaner: Cleaner,
    is_json: bool,
    timeout: Duration,
    compresses: AtomicBool,
    kept: Mutex<Option<Connection>>,
}

impl OtlpClient {
    /// Creates a client. It needs no runtime, and opens no connection yet.
    ///
    /// # Errors
    ///
    /// Returns an error that names the setting: `endpoint`, `protocol`, `certificate`, `client_certificate` or
    /// `client_key`.
    pub(crate) fn new(_signal: OtlpSignal, settings: &TransportSettings) -> Result<Self, SettingError> {
        let target = Target::new(&settings.endpoint)?;
        let content = match settings.protocol {
            OtlpProtocol::HttpProtobuf => "application/x-protobuf",
            OtlpProtocol::HttpJson => "application/json",
            OtlpProtocol::Grpc => return Err(SettingError::new("protocol", "grpc", "`http/protobuf` or `http/json`")),
        };
        Ok(Self {
            connector: Connector::new(&target, Version::Http1, &settings.tls)?,
            template: Template::http1(&target, settings, content)?,
            cleaner: Cleaner::new(settings.headers.iter().map(|(_, value)| value)),
            is_json: settings.protocol == OtlpProtocol::HttpJson,
            timeout: settings.timeout,
            compresses: AtomicBool::new(settings.compression == OtlpCompression::Gzip),
            kept: Mutex::new(None),
            target,
        })
    }

    /// Sends a message, and returns what the server answered. It makes one attempt. There is a second request only if
    /// the first one was not processed: if the server does not support gzip, or if a kept connection had ended.
    ///
    /// # Errors
    ///
    /// Returns an error that says whether the same message, or a smaller one, may be accepted later.
    pub(crate) async fn send(&self, message: Bytes) -> Result<Receipt, SendError> {
        if message.len() > LARGEST {
            let message = format!("a message of {} bytes is not sent: the limit is {LARGEST}", message.len());
            return Err(SendError::TooLarge { message });
        }
        let limit = Limit::start(self.timeout);
        if self.compresses.load(Ordering::Relaxed) {
            let compressed = compress(&message).await;
            let request = self.template.request(Some(gzip_over_http()), Bytes::new(), compressed);
            match self.verdict(&self.exchange(request, &limit).await?, true) {
                Verdict::Accepted(receipt) => return Ok(receipt),
                Verdict::Failed(error) => return Err(error),
                Verdict::RefusesGzip => {}
            }
            return self.send_uncompressed_from_now_on(message, &limit).await;
        }
        self.send_uncompressed(message, &limit).await
    }

    async fn send_uncompressed_from_now_on(&self, message: Bytes, limit: &Limit) -> Result<Receipt, SendError> {
        let receipt = self.send_uncompressed(message, limit).await?;
        // Only now it is sure that the server had refused the compression, not the message.
        self.compresses.store(false, Ordering::Relaxed);
        let warning = format!("{} does not support gzip: messages are not compressed from now on", self.target);
        Ok(receipt.and(Receipt::rejected(0, warning)))
    }

    async fn send_uncompressed(&self, message: Bytes, limit: &Limit) -> Result<Receipt, SendError> {
        let request = self.template.request(None, Bytes::new(), message);
        match self.verdict(&self.exchange(request, limit).await?, false) {
            Verdict::Accepted(receipt) => Ok(receipt),
            Verdict::Failed(error) => Err(error),
            Verdict::RefusesGzip => {
                Err(DeliveryError::permanent(format!("{} refuses gzip, which was not used", self.target)).into())
            }
        }
    }

    fn verdict(&self, answer: &Answer, is_compressed: bool) -> Verdict {
        let judge = Judge { target: &self.target, cleaner: &self.cleaner, is_json: self.is_json };
        judge.judge(answer, is_compressed)
    }

    /// Sends a request and reads the answer.
    async fn exchange(&self, request: Request<Body>, limit: &Limit) -> Result<Answer, DeliveryError> {
        let server = self.target.authority();
        let request = match self.kept_connection().await {
            None => request,
            Some(mut connection) => {
                let sent = limit.within(|| format!("no answer from {server}"), connection.send(request)).await?;
                match sent {
                    Ok(response) => return self.read(response, connection, limit).await,
                    Err(mut error) => match error.take_message() {
                        // The connection had ended before.
                        Some(request) => request,
                        None => return Err(self.broken(error.error())),
                    },
                }
            }
        };
        let mut connection = self.connector.connect(&self.target, limit).await?;
        let response = limit
            .within(|| format!("no answer from {server}"), connection.send(request))
            .await?
            .map_err(|error| self.broken(error.error()))?;
        self.read(response, connection, limit).await
    }

    /// Takes the kept connection, if it is still usable.
    async fn kept_connection(&self) -> Option<Connection> {
        let mut connection = self.kept.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        connection.is_usable().await.then_some(connection)
    }

    async fn read(
        &self,
        response: hyper::Response<hyper::body::Incoming>,
        connection: Connection,
        limit: &Limit,
    ) -> Result<Answer, DeliveryError> {
        let answer = limit
            .within(|| format!("no complete answer from {}", self.target.authority()), Answer::read(response))
            .await?
            .map_err(|error| self.broken(&error))?;
        if answer.is_whole {
            *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(connection.rest());
        }
        Ok(answer)
    }

    /// Returns the error of a connection that broke.
    fn broken(&self, error: &hyper::Error) -> DeliveryError {
        tls::error::configuration_error(&self.target, error).unwrap_or_else(|| {
            let source = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
            DeliveryError::transient(format!("the connection to {} broke: {error}{source}", self.target.authority()))
        })
    }
}
