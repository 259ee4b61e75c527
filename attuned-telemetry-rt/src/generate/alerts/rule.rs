//! Rules as Prometheus knows them.
//!
//! Source: <https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/>

use crate::generate::yaml::Yaml;

/// Rules that are evaluated one after the other.
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) rules: Vec<Rule>,
}

/// A rule of either kind.
pub(crate) enum Rule {
    Record(Record),
    Alert(Alert),
}

/// A series that is computed.
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) expression: String,
    pub(crate) labels: Vec<(String, String)>,
}

/// An alert, and what is said to whom it wakes up.
pub(crate) struct Alert {
    pub(crate) name: &'static str,
    pub(crate) expression: String,
    /// How long it must be true before somebody is told.
    pub(crate) pending: Option<&'static str>,
    pub(crate) severity: Severity,
    /// Labels besides those of the expression.
    pub(crate) labels: Vec<(&'static str, String)>,
    /// One line.
    pub(crate) summary: String,
    /// What happened, with the numbers.
    pub(crate) description: String,
    pub(crate) runbook: Runbook,
}

/// Whether somebody is woken up.
#[derive(Clone, Copy)]
pub(crate) enum Severity {
    Page,
    Ticket,
}

/// What whoever is told should know.
pub(crate) struct Runbook {
    pub(crate) meaning: String,
    pub(crate) look: &'static str,
    pub(crate) act: &'static str,
}

impl Group {
    pub(crate) fn into_yaml(self) -> Yaml {
        let rules = self.rules.into_iter().map(Rule::into_yaml).collect();
        Yaml::map([("name", Yaml::line(self.name)), ("rules", Yaml::List(rules))])
    }
}

impl Rule {
    fn into_yaml(self) -> Yaml {
        match self {
            Self::Record(record) => record.into_yaml(),
            Self::Alert(alert) => alert.into_yaml(),
        }
    }
}

impl Record {
    fn into_yaml(self) -> Yaml {
        let labels = self.labels.into_iter().map(|(name, value)| (name, Yaml::Line(value))).collect();
        Yaml::map([
            ("record", Yaml::line(self.name)),
            ("expr", Yaml::block(self.expression)),
            ("labels", Yaml::Map(labels)),
        ])
    }
}

impl Alert {
    fn into_yaml(self) -> Yaml {
        let mut labels = vec![("severity".to_owned(), Yaml::line(self.severity.as_str()))];
        labels.extend(self.labels.into_iter().map(|(name, value)| (name.to_owned(), Yaml::Line(value))));
        let mut rule =
            vec![("alert".to_owned(), Yaml::line(self.name)), ("expr".to_owned(), Yaml::block(self.expression))];
        rule.extend(self.pending.map(|pending| ("for".to_owned(), Yaml::line(pending))));
        rule.push(("labels".to_owned(), Yaml::Map(labels)));
        let annotations = Yaml::map([
            ("summary", Yaml::text(self.summary)),
            ("description", Yaml::text(self.description)),
            ("runbook", Yaml::block(self.runbook.text())),
        ]);
        rule.push(("annotations".to_owned(), annotations));
        Yaml::Map(rule)
    }
}

impl Severity {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Ticket => "ticket",
        }
    }
}

impl Runbook {
    fn text(self) -> String {
        let Self { meaning, look, act } = self;
        format!("What it means: {meaning}\nWhat to look at first: {look}\nWhat to do: {act}")
    }
}

/// Text as an annotation shows it, in which nothing is taken for a template.
pub(crate) fn literal(text: &str) -> String {
    text.replace("{{", r#"{{ "{{" }}"#)
}
