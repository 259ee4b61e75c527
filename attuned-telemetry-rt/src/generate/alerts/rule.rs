//! Prometheus rules.
//!
//! Source: <https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/>

use crate::generate::yaml::Yaml;

/// A group of rules, which Prometheus evaluates in order.
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) rules: Vec<Rule>,
}

/// A recording rule or an alerting rule.
pub(crate) enum Rule {
    Record(Record),
    Alert(Alert),
}

/// A recording rule.
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) expression: String,
    pub(crate) labels: Vec<(String, String)>,
}

/// An alerting rule.
pub(crate) struct Alert {
    pub(crate) name: &'static str,
    pub(crate) expression: String,
    /// How long the expression must be true before the alert fires.
    pub(crate) pending: Option<&'static str>,
    pub(crate) severity: Severity,
    /// Labels in addition to those of the expression.
    pub(crate) labels: Vec<(&'static str, String)>,
    /// One line, for the title of a notification.
    pub(crate) summary: String,
    /// What happened, with the current values.
    pub(crate) description: String,
    pub(crate) runbook: Runbook,
}

/// How urgent an alert is.
#[derive(Clone, Copy)]
pub(crate) enum Severity {
    /// Requires human action immediately.
    Page,
    /// Can wait for working hours.
    Ticket,
}

/// Instructions for the person on call.
pub(crate) struct Runbook {
    /// What the alert means, and its impact.
    pub(crate) meaning: String,
    /// How to find the cause.
    pub(crate) diagnosis: &'static str,
    /// How to stop the impact.
    pub(crate) mitigation: &'static str,
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
        let Self { meaning, diagnosis, mitigation } = self;
        format!("Meaning: {meaning}\nDiagnosis: {diagnosis}\nMitigation: {mitigation}")
    }
}

/// Escapes text for an annotation, so that Prometheus does not expand it as a template.
pub(crate) fn literal(text: &str) -> String {
    text.replace("{{", r#"{{ "{{" }}"#)
}
