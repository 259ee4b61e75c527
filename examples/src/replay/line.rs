//! One line of a replay file: a request.

use std::time::Duration;

use hyper::Uri;
use hyper::body::Bytes;
use serde::Deserialize;
use serde_json::Value;

/// A request, as in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    method: Method,
    path: String,
    /// The body, as JSON.
    body: Option<Value>,
    /// The body, as text that need not be JSON.
    text: Option<String>,
    /// Delay of the simulated slow disk.
    delay_ms: Option<u64>,
    /// Time after which the client disconnects without waiting for the response.
    cancel_after_ms: Option<u64>,
}

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Method {
    Get,
    Put,
    Delete,
}

/// A request that is ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) body: Bytes,
    pub(super) delay_ms: Option<u64>,
    pub(super) cancel_after: Option<Duration>,
}

impl Line {
    /// Parses a line.
    ///
    /// # Errors
    ///
    /// Returns an error that says what is wrong with the line.
    pub(super) fn parse(line: &[u8]) -> Result<Self, String> {
        let written: Written = serde_json::from_slice(line).map_err(|error| without_line(&error))?;
        let Written { method, path, body, text, delay_ms, cancel_after_ms } = written;
        if method != Method::Put && (body.is_some() || text.is_some()) {
            return Err("`body` and `text` are only allowed for `PUT`".to_owned());
        }
        let body = match (body, text) {
            (Some(_), Some(_)) => return Err("`text` and `body` are both set: remove one of them".to_owned()),
            (Some(body), None) => body.to_string(),
            (None, text) => text.unwrap_or_default(),
        };
        let uri = uri(&path)?;
        let cancel_after = cancel_after_ms.map(Duration::from_millis);
        Ok(Self { method, uri, body: body.into(), delay_ms, cancel_after })
    }

    /// Returns the user of the request, which is the last segment of the path.
    pub(super) fn user(&self) -> &str {
        self.uri.path().rsplit('/').next().unwrap_or_default()
    }
}

fn uri(path: &str) -> Result<Uri, String> {
    if !path.starts_with('/') {
        return Err(format!("invalid path `{path}`: expected a path like `/state/mira`"));
    }
    path.parse().map_err(|error| format!("invalid path `{path}`: {error}"))
}

/// Removes the parser's line number, which is always 1.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    format!("{what} (column {})", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(line: &str) -> String {
        Line::parse(line.as_bytes()).map_or_else(|mistake| mistake, |_| String::new())
    }

    #[test]
    fn a_request_is_read_with_its_body() -> Result<(), String> {
        let line = Line::parse(br#"{"method":"PUT","path":"/state/mira","body":{"confidence":1},"delay_ms":7}"#)?;
        assert_eq!((line.method, line.user(), line.delay_ms), (Method::Put, "mira", Some(7)));
        assert_eq!(line.body, r#"{"confidence":1}"#);
        Ok(())
    }

    #[test]
    fn a_body_can_be_broken_on_purpose() -> Result<(), String> {
        let line = Line::parse(br#"{"method":"PUT","path":"/state/mira","text":"{"}"#)?;
        assert_eq!(line.body, "{");
        Ok(())
    }

    #[test]
    fn mistakes_say_what_is_wrong() {
        assert_eq!(mistake(r#"{"method":"GET""#), "EOF while parsing an object (column 15)");
        assert!(mistake(r#"{"method":"GOT","path":"/"}"#).starts_with("unknown variant `GOT`, expected one of `GET`"));
        assert!(
            mistake(r#"{"method":"GET","path":"/","wait":1}"#).starts_with("unknown field `wait`, expected one of")
        );
        assert_eq!(
            mistake(r#"{"method":"GET","path":"mira"}"#),
            "invalid path `mira`: expected a path like `/state/mira`"
        );
        assert_eq!(
            mistake(r#"{"method":"GET","path":"/state/mira","body":1}"#),
            "`body` and `text` are only allowed for `PUT`"
        );
    }
}
