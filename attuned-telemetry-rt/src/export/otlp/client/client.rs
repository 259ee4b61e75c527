//! The client of one signal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::answer::answer::Answer;
use super::answer::error::SendError;
use super::answer::text::Cleaner;
use super::answer::verdict::Verdict;
use super::connect::broken::broken;
use super::connect::connection::{Body, Connection};
use super::connect::connector::Connector;
use super::connect::limit::Limit;
use super::gzip::compress;
use super::protocol::protocol::Protocol;
use super::protocol::request::Template;
use super::target::Target;
use crate::delivery::{DeliveryError, Receipt, SettingError};
use crate::export::otlp::settings::transport::{OtlpCompression, TransportSettings};
use crate::export::otlp::signal::OtlpSignal;

/// Maximum size of a message before compression, in bytes. A larger one is not sent.
const LARGEST: usize = 64 * 1024 * 1024;

/// Sends the messages of one signal to one endpoint, one at a time, over a connection that is kept.
///
/// It runs on the runtime of its caller, which is the worker of a lane. A call may be dropped at any time; then its
/// connection ends, and no answer to it can be taken for the answer to a later call.
pub(crate) struct OtlpClient {
    protocol: Protocol,
    target: Target,
    connector: Connector,
    template: Template,
    cleaner: Cleaner,
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
    pub(crate) fn new(signal: OtlpSignal, settings: &TransportSettings) -> Result<Self, SettingError> {
        let protocol = Protocol::new(settings.protocol)?;
        let target = protocol.target(signal, settings)?;
        Ok(Self {
            connector: Connector::new(&target, protocol.version(), &settings.tls)?,
            template: Template::new(protocol, &target, settings)?,
            cleaner: Cleaner::new(settings.headers.iter().map(|(_, value)| value)),
            timeout: settings.timeout,
            compresses: AtomicBool::new(settings.compression == OtlpCompression::Gzip),
            kept: Mutex::new(None),
            protocol,
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
            let message = format!("a message of {} bytes is not sent: the maximum is {LARGEST} bytes", message.len());
            return Err(SendError::TooLarge { message });
        }
        let limit = Limit::start(self.timeout);
        if !self.compresses.load(Ordering::Relaxed) {
            return self.send_uncompressed(message, &limit).await;
        }
        let request = self.template.request(compress(&message).await, true);
        match self.verdict(request, true, &limit).await? {
            Verdict::Accepted(receipt) => Ok(receipt),
            Verdict::Failed(error) => Err(error),
            Verdict::RefusesGzip => self.send_uncompressed_from_now_on(message, &limit).await,
        }
    }

    async fn send_uncompressed_from_now_on(&self, message: Bytes, limit: &Limit) -> Result<Receipt, SendError> {
        let receipt = self.send_uncompressed(message, limit).await?;
        // Only now is it certain that the server had refused the compression, not the message.
        self.compresses.store(false, Ordering::Relaxed);
        let warning = format!("{} does not support gzip: messages are sent uncompressed from now on", self.target);
        Ok(receipt.and(Receipt::rejected(0, warning)))
    }

    async fn send_uncompressed(&self, message: Bytes, limit: &Limit) -> Result<Receipt, SendError> {
        match self.verdict(self.template.request(message, false), false, limit).await? {
            Verdict::Accepted(receipt) => Ok(receipt),
            Verdict::Failed(error) => Err(error),
            Verdict::RefusesGzip => Err(DeliveryError::permanent(format!(
                "{} refuses gzip, although the message was not compressed",
                self.target
            ))
            .into()),
        }
    }

    async fn verdict(
        &self,
        request: Request<Body>,
        is_compressed: bool,
        limit: &Limit,
    ) -> Result<Verdict, DeliveryError> {
        let answer = self.exchange(request, limit).await?;
        Ok(self.protocol.judge(&self.target, &self.cleaner, &answer, is_compressed))
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
        broken(&self.target, self.protocol.version(), error)
    }
}
