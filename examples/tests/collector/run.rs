//! The example and its client, and where they send to.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::receiver::Receiver;
use crate::rotel::Rotel;
use crate::service::Service;

/// A protocol of OTLP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    HttpProtobuf,
    HttpJson,
    Grpc,
}

/// Where the processes send to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// To the collector, which forwards to the receiver.
    Collector,
    /// To the receiver.
    Nothing,
}

/// A running store that sends its telemetry.
pub struct Run {
    pub store: Service,
    pub receiver: Receiver,
    endpoint: String,
    environment: Vec<(&'static str, String)>,
    _collector: Option<Rotel>,
}

impl Protocol {
    pub const fn name(self) -> &'static str {
        match self {
            Self::HttpProtobuf => "http/protobuf",
            Self::HttpJson => "http/json",
            Self::Grpc => "grpc",
        }
    }
}

impl Run {
    /// Starts the store. It replays a file of requests, or none.
    pub fn start(protocol: Protocol, through: Through, replay: Option<&Path>) -> Self {
        Self::start_with(protocol, through, replay, &[])
    }

    /// The same with more environment variables.
    pub fn start_with(
        protocol: Protocol,
        through: Through,
        replay: Option<&Path>,
        more: &[(&'static str, &str)],
    ) -> Self {
        let receiver = Receiver::start();
        let collector = (through == Through::Collector).then(|| Rotel::in_front_of(&receiver));
        let (grpc, http) = collector.as_ref().map_or((receiver.grpc, receiver.http), |rotel| (rotel.grpc, rotel.http));
        let port = if protocol == Protocol::Grpc { grpc } else { http };
        let endpoint = format!("http://127.0.0.1:{port}");
        let mut environment = vec![
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol.name().to_owned()),
            ("OTEL_METRIC_EXPORT_INTERVAL", "300".to_owned()),
            ("OTEL_BSP_SCHEDULE_DELAY", "100".to_owned()),
            ("OTEL_BLRP_SCHEDULE_DELAY", "100".to_owned()),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=te%73t".to_owned()),
        ];
        environment.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let mut arguments = vec!["--otlp", &endpoint];
        let empty = tempfile::NamedTempFile::new().unwrap();
        let replay = replay.unwrap_or(empty.path());
        arguments.extend(["--replay", replay.to_str().unwrap()]);
        let store = Service::start_with(&arguments, &environment);
        Self { store, receiver, endpoint, environment, _collector: collector }
    }

    /// Runs the client, which sends its telemetry to the same place. Returns the id of its trace.
    pub fn visit(&self) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_state-client"));
        command.args([&format!("http://{}", self.store.address), "--otlp", &self.endpoint]);
        command.envs(self.environment.iter().map(|(name, value)| (name, value))).stderr(Stdio::inherit());
        let output = command.output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let said = printed.strip_prefix("trace ").and_then(|rest| rest.split_once(": "));
        let (trace, codes) = said.unwrap_or_else(|| panic!("unexpected output: {printed}"));
        assert_eq!(codes.trim(), "GET 404, PUT 204, GET 200");
        trace.to_owned()
    }
}
