//! A row of the table: a variable, and what it does.

/// A variable, and what it does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) variable: String,
    /// The name of the setting in the description.
    pub(crate) setting: String,
    /// A good value, and how it is shown.
    pub(crate) good: (String, String),
    /// A bad value. `None`: a value that is not UTF-8, because every text is good.
    pub(crate) bad: Option<String>,
    /// The value that is shown if the variable is not set.
    pub(crate) default: Option<String>,
    /// A variable that is used if this one is not set, one of its values, and how that is shown.
    pub(crate) general: Option<(String, String, String)>,
    /// The setting in code, one of its values, and how that is shown.
    pub(crate) code: (String, String, String),
    /// Variables without which this one has no effect.
    pub(crate) with: Vec<(String, String)>,
}

impl Row {
    pub(crate) fn new(variable: &str, setting: &str, good: (&str, &str), bad: &str, default: &str) -> Self {
        Self {
            variable: variable.to_owned(),
            setting: setting.to_owned(),
            good: (good.0.to_owned(), good.1.to_owned()),
            bad: Some(bad.to_owned()),
            default: Some(default.to_owned()),
            ..Self::default()
        }
    }

    pub(crate) fn code(self, setting: &str, value: &str, shown: &str) -> Self {
        Self { code: (setting.to_owned(), value.to_owned(), shown.to_owned()), ..self }
    }

    pub(crate) fn general(self, variable: &str, value: &str, shown: &str) -> Self {
        Self { general: Some((variable.to_owned(), value.to_owned(), shown.to_owned())), ..self }
    }

    pub(crate) fn with(mut self, variable: &str, value: &str) -> Self {
        self.with.push((variable.to_owned(), value.to_owned()));
        self
    }
}
