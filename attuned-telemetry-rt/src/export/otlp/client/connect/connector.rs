//! Opens connections.

use std::sync::Arc;

use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;

use super::broken::broken;
use super::connection::{Connection, Version};
use super::limit::Limit;
use super::resolve::Resolver;
use super::stream::ByteStream;
use super::tcp;
use crate::delivery::{DeliveryError, SettingError};
use crate::export::otlp::client::target::Target;
use crate::export::otlp::client::tls;
use crate::export::otlp::settings::transport::TlsSettings;

/// Opens connections to one server.
pub(in crate::export::otlp::client) struct Connector {
    version: Version,
    resolver: Resolver,
    tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
}

impl Connector {
    /// Reads certificates and keys.
    pub(in crate::export::otlp::client) fn new(
        target: &Target,
        version: Version,
        settings: &TlsSettings,
    ) -> Result<Self, SettingError> {
        let tls = if target.is_encrypted {
            let config = tls::config::client_config(settings, version.alpn())?;
            let name = ServerName::try_from(target.host.clone())
                .map_err(|_| SettingError::new("endpoint", target, "a URL with a valid host name"))?;
            Some((Arc::new(config), name))
        } else {
            None
        };
        Ok(Self { version, resolver: Resolver::default(), tls })
    }

    /// Opens a connection.
    pub(in crate::export::otlp::client) async fn connect(
        &self,
        target: &Target,
        limit: &Limit,
    ) -> Result<Connection, DeliveryError> {
        let host = &target.host;
        let addresses = limit
            .within(|| format!("the name `{host}` was not resolved"), self.resolver.resolve(host, target.port))
            .await?
            .map_err(|error| DeliveryError::transient(format!("the name `{host}` was not resolved: {error}")))?;
        let server = target.authority();
        let tcp = limit
            .within(|| format!("no connection to {server}"), tcp::connect(addresses))
            .await?
            .map_err(|error| DeliveryError::transient(format!("no connection to {server}: {error}")))?;
        let stream: Box<dyn ByteStream> = match &self.tls {
            None => Box::new(tcp),
            Some((config, name)) => {
                let handshake = TlsConnector::from(Arc::clone(config)).connect(name.clone(), tcp);
                let stream = limit.within(|| format!("no TLS connection to {server}"), handshake).await?;
                Box::new(stream.map_err(|error| {
                    tls::error::configuration_error(target, &error)
                        .unwrap_or_else(|| DeliveryError::transient(format!("no TLS connection to {server}: {error}; if the server does not use TLS, set an `http://` endpoint")))
                })?)
            }
        };
        limit
            .within(
                || format!("no {} connection to {server}", self.version),
                Connection::open(TokioIo::new(stream), self.version),
            )
            .await?
            .map_err(|error| broken(target, self.version, &error))
    }
}
