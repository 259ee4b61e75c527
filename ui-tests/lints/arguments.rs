//! Functions that take arguments apart, assign them or do not use them. Annotations neither add nor hide warnings, also
//! in Rust 2018.

use attuned_telemetry_rt as _;

pub struct Slots {
    items: Vec<u8>,
}

pub struct Entry<'a> {
    slots: &'a mut Slots,
    at: usize,
}

impl<'a> Entry<'a> {
    #[attuned_telemetry_rt::observed]
    pub fn into_mut(self) -> &'a mut u8 {
        &mut self.slots.items[self.at]
    }

    #[attuned_telemetry_rt::observed]
    pub fn early(self, other: Option<Self>) -> Option<&'a mut u8> {
        if self.at == 0 {
            return self.slots.items.first_mut();
        }
        other.map(Self::into_mut)
    }

    #[attuned_telemetry_rt::observed]
    #[rustfmt::skip]
    pub fn on_one_line(self) -> Self { self }

    #[attuned_telemetry_rt::audited(event = "moved")]
    pub fn moved(mut self, by: usize) -> Self {
        self.at += by;
        self
    }

    #[attuned_telemetry_rt::observed]
    pub fn unused(self, other: Self, number: u32) -> u32 {
        1
    }

    #[attuned_telemetry_rt::observed]
    pub fn needless_return(self) -> usize {
        return self.at;
    }

    #[attuned_telemetry_rt::observed]
    pub fn needless_return_in_branches(self) -> usize {
        if self.at > 1 {
            return self.at;
        } else {
            return 1;
        }
    }

    #[attuned_telemetry_rt::observed]
    pub fn let_and_return(self) -> usize {
        let at = self.at;
        at
    }

    #[attuned_telemetry_rt::observed]
    pub fn items_after_statements(self) -> usize {
        let at = self.at;
        const STEP: usize = 1;
        at + STEP
    }

    #[attuned_telemetry_rt::observed]
    pub fn unused_mut(mut self, mut other: Self) -> usize {
        self.at + other.at
    }
}

/// Has a destructor, which reads what a method assigns last.
pub struct Guard {
    armed: bool,
    steps: usize,
}

impl Drop for Guard {
    fn drop(&mut self) {
        assert!(!self.armed && self.steps == 0, "still armed");
    }
}

impl Guard {
    #[attuned_telemetry_rt::observed]
    pub fn disarm(mut self) {
        self.armed = false;
    }

    #[attuned_telemetry_rt::observed]
    pub fn finish(mut self, text: String) -> Result<String, std::fmt::Error> {
        if text.is_empty() {
            return Err(std::fmt::Error);
        }
        self.armed = false;
        self.steps -= 1;
        Ok(text)
    }
}

#[attuned_telemetry_rt::observed]
pub async fn used_later(first: Guard, _second: Guard, text: &mut String, unused: Guard) -> usize {
    text.push('1');
    first.steps + text.len()
}

#[attuned_telemetry_rt::observed]
pub fn disarmed(mut guard: Guard, _other: Guard) -> usize {
    guard.armed = false;
    1
}

#[attuned_telemetry_rt::observed]
pub fn taken_apart(Guard { armed, steps }: &Guard, (first, mut second): (Entry<'_>, Entry<'_>)) -> usize {
    first.at
}

#[attuned_telemetry_rt::observed]
pub fn borrowed(items: &mut Vec<u8>, entry: &mut Entry<'_>) -> usize {
    entry.at + items.len()
}

#[attuned_telemetry_rt::observed]
pub fn must_be_used<T: Default>(result: Result<T, std::fmt::Error>, unit: (), future: std::future::Ready<u32>) -> T {
    drop((unit, future));
    match result {
        Ok(value) => value,
        Err(_) => T::default(),
    }
}

fn main() {}
