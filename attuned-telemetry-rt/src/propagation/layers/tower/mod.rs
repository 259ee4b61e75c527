#![doc = include_str!("../../../../docs/tower.md")]

mod client;
mod grpc;
mod response_future;
mod server;

pub use self::client::{layer::HttpClientLayer, service::HttpClientService};
pub use self::response_future::ResponseFuture;
pub use self::server::{layer::HttpServerLayer, names::HttpNames, service::HttpServerService};
pub use super::conventions::exchange::body::ObservedBody;
pub use super::conventions::exchange::settings::MeasureUntil;
