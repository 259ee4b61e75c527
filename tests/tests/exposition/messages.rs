//! Parses protobuf.
//!
//! Source: <https://protobuf.dev/programming-guides/encoding/>

/// Value of a field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Field<'page> {
    Number(u64),
    Fixed(u64),
    Bytes(&'page [u8]),
}

/// Fields of a message, in order.
#[derive(Clone, Debug)]
pub(crate) struct Message<'page>(Vec<(u64, Field<'page>)>);

/// Length-delimited messages.
pub(crate) fn delimited(mut page: &[u8]) -> Vec<Message<'_>> {
    let mut messages = Vec::new();
    while !page.is_empty() {
        messages.push(Message::new(bytes(&mut page)));
    }
    messages
}

impl<'page> Message<'page> {
    fn new(mut rest: &'page [u8]) -> Self {
        let mut fields = Vec::new();
        while !rest.is_empty() {
            let tag = number(&mut rest);
            let field = match tag % 8 {
                0 => Field::Number(number(&mut rest)),
                1 => {
                    let (value, behind) = rest.split_first_chunk().unwrap();
                    rest = behind;
                    Field::Fixed(u64::from_le_bytes(*value))
                }
                2 => Field::Bytes(bytes(&mut rest)),
                other => panic!("unknown field type: {other}"),
            };
            fields.push((tag / 8, field));
        }
        Self(fields)
    }

    fn all(&self, number: u64) -> impl Iterator<Item = &Field<'page>> {
        self.0.iter().filter(move |(own, _)| *own == number).map(|(_, field)| field)
    }

    pub(crate) fn number(&self, number: u64) -> Option<u64> {
        self.all(number).last().map(|field| if let Field::Number(value) = field { *value } else { panic!("{field:?}") })
    }

    /// Returns all signed numbers of a field.
    pub(crate) fn signed(&self, number: u64) -> Vec<i64> {
        let value = |field: &Field<'_>| {
            let Field::Number(value) = field else { panic!("{field:?}") };
            let half = i64::try_from(value / 2).unwrap();
            if value % 2 == 0 { half } else { -half - 1 }
        };
        self.all(number).map(value).collect()
    }

    pub(crate) fn double(&self, number: u64) -> Option<f64> {
        let value = |field: &Field<'_>| {
            if let Field::Fixed(bits) = field { f64::from_bits(*bits) } else { panic!("{field:?}") }
        };
        self.all(number).last().map(value)
    }

    pub(crate) fn messages(&self, number: u64) -> Vec<Message<'page>> {
        let message = |field: &Field<'page>| {
            if let Field::Bytes(bytes) = field { Message::new(bytes) } else { panic!("{field:?}") }
        };
        self.all(number).map(message).collect()
    }

    pub(crate) fn message(&self, number: u64) -> Option<Message<'page>> {
        self.messages(number).pop()
    }

    pub(crate) fn text(&self, number: u64) -> Option<String> {
        let text = |field: &Field<'_>| {
            if let Field::Bytes(bytes) = field {
                String::from_utf8(bytes.to_vec()).unwrap()
            } else {
                panic!("{field:?}")
            }
        };
        self.all(number).last().map(text)
    }

    /// Whether the message has only these fields.
    pub(crate) fn has_only(&self, numbers: &[u64]) -> bool {
        self.0.iter().all(|(number, _)| numbers.contains(number))
    }
}

fn number(rest: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, behind) = rest.split_first().unwrap();
        *rest = behind;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return number;
        }
    }
    panic!("a number of more than 64 bits")
}

fn bytes<'page>(rest: &mut &'page [u8]) -> &'page [u8] {
    let length = usize::try_from(number(rest)).unwrap();
    let (bytes, behind) = rest.split_at(length);
    *rest = behind;
    bytes
}
