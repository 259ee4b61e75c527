//! The queue itself. It does not wait, and takes no lock.

use std::collections::VecDeque;
use std::mem::size_of;

use super::weigh::Weigh;
use crate::delivery::settings::config::{BatchConfig, OverflowPolicy, QueueConfig};

/// A queue that is bounded in items and in bytes. The entries are numbered: the first one is number 1.
pub(crate) struct Queue<T> {
    entries: VecDeque<Entry<T>>,
    limits: QueueConfig,
    items: u64,
    bytes: usize,
    /// The bytes of the batches that were taken, and that still exist.
    held: usize,
    /// The number of the newest entry that was ever added.
    newest: u64,
}

struct Entry<T> {
    value: T,
    items: u64,
    bytes: usize,
}

/// Whether an entry fits.
#[derive(Debug, PartialEq)]
pub(crate) enum Offered {
    /// The entry is in the queue.
    Added,
    /// There is no capacity now.
    Full,
    /// The entry is larger than the whole queue, or the queue is closed.
    Refused,
}

/// The part of the queue that one batch takes.
pub(crate) struct Taken<T> {
    pub(crate) values: Vec<T>,
    pub(crate) items: u64,
    /// These bytes count until they are released.
    pub(crate) bytes: usize,
    /// The number of its oldest entry.
    pub(crate) oldest: u64,
}

impl<T: Weigh> Queue<T> {
    pub(crate) const fn new(limits: QueueConfig) -> Self {
        Self { entries: VecDeque::new(), limits, items: 0, bytes: 0, held: 0, newest: 0 }
    }

    /// Adds an entry if it fits. Otherwise `value` keeps it.
    pub(crate) fn offer(&mut self, value: &mut Option<T>) -> Offered {
        let Some((items, bytes)) = value.as_ref().map(Self::weigh) else { return Offered::Added };
        if !self.limits.holds(items, bytes) {
            return Offered::Refused;
        }
        if !self.limits.holds(self.items + items, self.bytes + self.held + bytes) {
            return Offered::Full;
        }
        if let Some(value) = value.take() {
            self.reserve();
            self.entries.push_back(Entry { value, items, bytes });
            self.items += items;
            self.bytes += bytes;
            self.newest += 1;
        }
        Offered::Added
    }

    /// Makes place for an entry. Doubling the memory would waste a large part of what the bounds allow.
    fn reserve(&mut self) {
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact(self.entries.len() / 8 + 8);
        }
    }

    /// Whether an entry fits if everything that waits is dropped. Batches that are being exported cannot be dropped.
    pub(crate) fn can_replace(&self, value: Option<&T>) -> bool {
        let (items, bytes) = value.map(Self::weigh).unwrap_or_default();
        self.limits.holds(items, self.held.saturating_add(bytes))
    }

    /// The values of a batch were dropped.
    pub(crate) const fn release(&mut self, bytes: usize) {
        self.held = self.held.saturating_sub(bytes);
    }

    /// Returns the items of an entry, and its bytes including its place in the queue.
    fn weigh(value: &T) -> (u64, usize) {
        (value.items(), value.bytes().saturating_add(size_of::<Entry<T>>()))
    }

    /// Removes the oldest entry, and returns the number of its items.
    pub(crate) fn drop_oldest(&mut self) -> Option<u64> {
        self.remove_oldest().map(|entry| entry.items)
    }

    /// Removes all entries, and returns the number of their items.
    pub(crate) fn clear(&mut self) -> u64 {
        self.entries = VecDeque::new();
        self.bytes = 0;
        std::mem::take(&mut self.items)
    }

    /// Takes the oldest entries: at least one, and more that fit into the same batch.
    pub(crate) fn take(&mut self, batch: BatchConfig) -> Option<Taken<T>> {
        let oldest = self.oldest();
        let first = self.remove_oldest()?;
        let mut taken = Taken { values: vec![first.value], items: first.items, bytes: first.bytes, oldest };
        while let Some(next) = self.entries.front() {
            if !batch.holds(taken.items + next.items, taken.bytes + next.bytes) {
                break;
            }
            let Some(next) = self.remove_oldest() else { break };
            taken.bytes += next.bytes;
            taken.items += next.items;
            taken.values.push(next.value);
        }
        self.held += taken.bytes;
        self.release_memory();
        Some(taken)
    }

    fn remove_oldest(&mut self) -> Option<Entry<T>> {
        let entry = self.entries.pop_front()?;
        self.items -= entry.items;
        self.bytes -= entry.bytes;
        Some(entry)
    }

    /// Gives back the memory of a queue that was much longer than it is now.
    fn release_memory(&mut self) {
        const FEW: usize = 64;
        if self.entries.capacity() > FEW && self.entries.len() < self.entries.capacity() / 8 {
            self.entries.shrink_to(self.entries.len() * 2);
        }
    }

    /// Returns the number of the oldest entry in the queue, or of the next one if the queue is empty.
    pub(crate) fn oldest(&self) -> u64 {
        self.newest + 1 - self.entries.len() as u64
    }

    /// Returns the number of the newest entry that was ever added.
    pub(crate) const fn newest(&self) -> u64 {
        self.newest
    }

    /// Changes the bounds. Entries beyond them stay.
    pub(crate) const fn limit(&mut self, limits: QueueConfig) {
        self.limits = limits;
    }

    /// Whether an entry that does not fit replaces the oldest ones.
    pub(crate) fn drops_oldest(&self) -> bool {
        self.limits.overflow == OverflowPolicy::DropOldest
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) const fn items(&self) -> u64 {
        self.items
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Item(u64, usize);

    impl Weigh for Item {
        fn items(&self) -> u64 {
            self.0
        }

        fn bytes(&self) -> usize {
            self.1
        }
    }

    const PLACE: usize = size_of::<Entry<Item>>();

    fn queue(items: usize, bytes: usize) -> Queue<Item> {
        Queue::new(QueueConfig { items, bytes, overflow: OverflowPolicy::DropNewest })
    }

    #[test]
    fn an_entry_larger_than_the_queue_is_refused() {
        let mut queue = queue(10, 1_000);
        assert_eq!(queue.offer(&mut Some(Item(11, 0))), Offered::Refused);
        assert_eq!(queue.offer(&mut Some(Item(1, 1_001 - PLACE))), Offered::Refused);
        assert_eq!(queue.offer(&mut Some(Item(10, 1_000 - PLACE))), Offered::Added);
        assert_eq!(queue.offer(&mut Some(Item(1, 0))), Offered::Full);
    }

    #[test]
    fn a_batch_counts_until_it_is_released() {
        let mut queue = queue(10, 1_000);
        assert_eq!(queue.offer(&mut Some(Item(1, 600 - PLACE))), Offered::Added);
        let taken = queue.take(BatchConfig::default()).map_or(0, |taken| taken.bytes);
        assert_eq!((taken, queue.bytes()), (600, 0));
        let item = Item(1, 500 - PLACE);
        assert_eq!(queue.offer(&mut Some(item.clone())), Offered::Full);
        assert!(!queue.can_replace(Some(&item)));
        queue.release(taken);
        assert!(queue.can_replace(Some(&item)));
        assert_eq!(queue.offer(&mut Some(item)), Offered::Added);
    }

    proptest! {
        #[test]
        fn sums_and_numbers_fit_the_entries(steps in prop::collection::vec((0_u8..4, 1_u64..5, 0_usize..200), 0..200)) {
            let mut queue = queue(20, 2_000);
            let mut model: VecDeque<(u64, Item)> = VecDeque::new();
            let mut number = 0;
            for (step, items, bytes) in steps {
                let item = Item(items, bytes);
                match step {
                    0 | 1 => {
                        if queue.offer(&mut Some(item.clone())) == Offered::Added {
                            number += 1;
                            model.push_back((number, item));
                        }
                    }
                    2 => prop_assert_eq!(queue.drop_oldest(), model.pop_front().map(|(_, item)| item.0)),
                    _ => {
                        let items = usize::try_from(items).unwrap_or_default();
                        let taken = queue.take(BatchConfig { items, bytes: bytes + PLACE, ..BatchConfig::default() });
                        prop_assert_eq!(taken.is_none(), model.is_empty());
                        let oldest = model.front().map(|(oldest, _)| *oldest);
                        prop_assert_eq!(taken.as_ref().map(|taken| taken.oldest), oldest);
                        for value in taken.iter().flat_map(|taken| &taken.values) {
                            prop_assert_eq!(Some(value.clone()), model.pop_front().map(|(_, item)| item));
                        }
                        if let Some(taken) = taken {
                            queue.release(taken.bytes);
                            prop_assert_eq!(taken.items, taken.values.iter().map(|item| item.0).sum::<u64>());
                        }
                    }
                }
                prop_assert_eq!(queue.items(), model.iter().map(|(_, item)| item.0).sum::<u64>());
                prop_assert_eq!(queue.bytes(), model.iter().map(|(_, item)| item.1 + PLACE).sum::<usize>());
                prop_assert!(queue.items() <= 20 && queue.bytes() <= 2_000);
                prop_assert_eq!(queue.oldest(), model.front().map_or(number + 1, |(oldest, _)| *oldest));
            }
        }
    }
}
