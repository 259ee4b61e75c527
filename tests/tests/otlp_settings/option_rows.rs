//! The rows of variables that each signal has of its own.

use rcgen::{CertifiedKey, generate_simple_self_signed};

use super::row::Row;

/// A certificate and its key.
pub(crate) struct Files {
    directory: tempfile::TempDir,
}

impl Files {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        for name in ["own", "general", "code"] {
            let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec![name.to_owned()]).unwrap();
            std::fs::write(directory.path().join(format!("{name}.pem")), cert.pem()).unwrap();
            std::fs::write(directory.path().join(format!("{name}.key")), signing_key.serialize_pem()).unwrap();
        }
        Self { directory }
    }

    fn path(&self, name: &str) -> String {
        self.directory.path().join(name).to_str().unwrap().to_owned()
    }

    /// Removes the folder from the path of a file.
    pub(crate) fn without_folder(&self, text: &str) -> String {
        text.replace(&self.path(""), "")
    }
}

/// The values of an option: of a signal, of all signals, and in code.
struct Values {
    option: &'static str,
    own: (String, String),
    bad: &'static str,
    default: &'static str,
    general: (String, String),
    /// The setting in code, if it is not that of the description.
    code_setting: Option<&'static str>,
    code: (String, String),
}

fn values(
    option: &'static str,
    own: (&str, &str),
    bad: &'static str,
    default: &'static str,
    general: (&str, &str),
    code: (&str, &str),
) -> Values {
    let owned = |(value, shown): (&str, &str)| (value.to_owned(), shown.to_owned());
    let (own, general, code) = (owned(own), owned(general), owned(code));
    Values { option, own, bad, default, general, code_setting: None, code }
}

fn all(files: &Files) -> Vec<Values> {
    let path = |name: &str| files.path(name);
    let [own, general, code] = ["own.pem", "general.pem", "code.pem"].map(path);
    let [own_key, general_key, code_key] = ["own.key", "general.key", "code.key"].map(path);
    let same = |option, own: &str, general: &str, code: &str| {
        values(option, (own, own), "/no/such/file.pem", "none", (general, general), (code, code))
    };
    let identity = format!("{code},{code_key}");
    let certificate = same("client_certificate", &own, &general, &code);
    let key = same("client_key", &own_key, &general_key, &code_key);
    vec![
        values("protocol", ("HTTP/json", "http/json"), "pigeon", "http/protobuf", ("grpc", "grpc"), ("", "http/json")),
        values(
            "headers",
            ("X-Own=a%20b", "x-own: ***"),
            "x-own=%zz",
            "none",
            ("x-all=1", "x-all: ***"),
            ("x-code", "x-code: ***"),
        ),
        values("timeout", ("2500", "2.5s"), "soon", "10s", ("0", "no timeout"), ("4000", "4s")),
        values("compression", ("GZIP", "gzip"), "brotli", "none", ("none", "none"), ("", "gzip")),
        same("certificate", &own, &general, &code),
        Values { code_setting: Some("client_identity"), code: (identity.clone(), code.clone()), ..certificate },
        Values { code_setting: Some("client_identity"), code: (identity, code_key.clone()), ..key },
        values("insecure", ("True", "true"), "1", "false", ("false", "false"), ("false", "false")),
    ]
}

/// Returns the rows.
pub(crate) fn rows(files: &Files) -> Vec<Row> {
    let mut rows: Vec<_> = endpoints().collect();
    for values in all(files) {
        rows.push(general_row(&values, files));
        rows.extend(["traces", "metrics", "logs"].map(|signal| own_row(&values, signal, files)));
    }
    rows
}

fn general_row(values: &Values, files: &Files) -> Row {
    let Values { option, general, bad, default, code, code_setting, .. } = values;
    let row = Row::new(&variable(option), &format!("traces.{option}"), (&general.0, &general.1), bad, default);
    let row = row.code(code_setting.unwrap_or(option), &code.0, &code.1);
    with(row, option, variable, ("general", files))
}

fn own_row(values: &Values, signal: &str, files: &Files) -> Row {
    let Values { option, own, general, bad, default, code, code_setting } = values;
    let setting = format!("{signal}.{option}");
    let row = Row::new(&own_variable(option, signal), &setting, (&own.0, &own.1), bad, default);
    let row = row.general(&variable(option), &general.0, &general.1);
    let row = row.code(&format!("{signal}.{}", code_setting.unwrap_or(option)), &code.0, &code.1);
    with(row, option, |option| own_variable(option, signal), ("own", files))
}

/// Sets the variables without which an option has no effect.
fn with(row: Row, option: &str, variable: impl Fn(&str) -> String, (name, files): (&str, &Files)) -> Row {
    match option {
        "client_certificate" => row.with(&variable("client_key"), &files.path(&format!("{name}.key"))),
        "client_key" => row.with(&variable("client_certificate"), &files.path(&format!("{name}.pem"))),
        "insecure" => row.with("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        _ => row,
    }
}

/// The general URL is a base, those of the signals are used as they are.
fn endpoints() -> impl Iterator<Item = Row> {
    let general = Row::new(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "traces.endpoint",
        ("http://all:1/p", "http://all:1/p/v1/traces"),
        "ftp://all",
        "http://localhost:4318/v1/traces",
    );
    let general = general.code("endpoint", "http://code:3", "http://code:3/v1/traces");
    let own = ["traces", "metrics", "logs"].map(|signal| {
        let (setting, url) = (format!("{signal}.endpoint"), "http://own:2/as/it/is");
        let default = format!("http://localhost:4318/v1/{signal}");
        Row::new(&own_variable("endpoint", signal), &setting, (url, url), "own:2", &default)
            .general("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:1", &format!("http://all:1/v1/{signal}"))
            .code(&setting, "http://code:3/code", "http://code:3/code")
    });
    [general].into_iter().chain(own)
}

fn variable(option: &str) -> String {
    format!("OTEL_EXPORTER_OTLP_{}", option.to_uppercase())
}

fn own_variable(option: &str, signal: &str) -> String {
    format!("OTEL_EXPORTER_OTLP_{}_{}", signal.to_uppercase(), option.to_uppercase())
}
