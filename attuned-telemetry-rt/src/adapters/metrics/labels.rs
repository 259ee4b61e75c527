//! The labels of a point.

use std::fmt;
use std::iter::FusedIterator;
use std::sync::Arc;

use super::text::{Ends, Text};
use crate::delivery::allocation;

/// The labels of a [point](super::point::MetricPoint), in the order in which they were given. Clones share the memory.
///
/// ```
/// use attuned_telemetry_rt::adapters::MetricLabels;
///
/// let labels = MetricLabels::new([("method", "GET"), ("path", "/users")]);
/// assert_eq!(labels.iter().collect::<Vec<_>>(), [("method", "GET"), ("path", "/users")]);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct MetricLabels {
    /// All names and values, one after the other: `methodGETpath/users`.
    text: Arc<str>,
    ends: Ends,
}

impl MetricLabels {
    /// Creates labels from names and values.
    pub fn new<N: AsRef<str>, V: AsRef<str>>(labels: impl IntoIterator<Item = (N, V)>) -> Self {
        let (mut text, mut ends) = (Text::new(), Ends::default());
        for (name, value) in labels {
            text.push(name.as_ref());
            ends.push(text.len());
            text.push(value.as_ref());
            ends.push(text.len());
        }
        Self { text: text.shared(), ends }
    }

    /// Returns each label's name and value.
    #[must_use]
    pub fn iter(&self) -> MetricLabelsIter<'_> {
        MetricLabelsIter { labels: self, next: 0 }
    }

    /// Returns the number of labels.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len() / 2
    }

    /// Whether there are no labels.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.len() == 0
    }

    /// Returns the memory that the labels hold, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        allocation(size_of::<[usize; 2]>() + self.text.len()) + self.ends.bytes()
    }

    fn part(&self, number: usize) -> Option<&str> {
        let end = self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before))?;
        self.text.get(start..end)
    }
}

impl fmt::Debug for MetricLabels {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self).finish()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for MetricLabels {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(labels: I) -> Self {
        Self::new(labels)
    }
}

impl<'labels> IntoIterator for &'labels MetricLabels {
    type Item = (&'labels str, &'labels str);
    type IntoIter = MetricLabelsIter<'labels>;

    fn into_iter(self) -> MetricLabelsIter<'labels> {
        self.iter()
    }
}

/// The iterator of [`MetricLabels::iter`].
#[derive(Clone, Debug)]
pub struct MetricLabelsIter<'labels> {
    labels: &'labels MetricLabels,
    next: usize,
}

impl<'labels> Iterator for MetricLabelsIter<'labels> {
    type Item = (&'labels str, &'labels str);

    fn next(&mut self) -> Option<Self::Item> {
        let label = (self.labels.part(self.next)?, self.labels.part(self.next + 1)?);
        self.next += 2;
        Some(label)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.labels.len().saturating_sub(self.next / 2);
        (left, Some(left))
    }
}

impl ExactSizeIterator for MetricLabelsIter<'_> {}

impl FusedIterator for MetricLabelsIter<'_> {}
