//! Both formats are decoded by libraries that others have written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use proptest::prelude::*;
use prost::Message;
use serde_json::{Value, json};

use super::field::Field;
use super::json::Json;
use super::protobuf::Protobuf;
use super::writer::Writer;

/// A message with a field of each type.
#[derive(Clone, PartialEq, Message)]
struct All {
    #[prost(string, tag = "1")]
    text: String,
    #[prost(bytes = "vec", tag = "2")]
    bytes: Vec<u8>,
    #[prost(bytes = "vec", tag = "3")]
    id: Vec<u8>,
    #[prost(bool, tag = "4")]
    bool: bool,
    #[prost(uint32, tag = "5")]
    uint32: u32,
    #[prost(sint32, tag = "6")]
    sint32: i32,
    #[prost(fixed32, tag = "16")]
    fixed32: u32,
    #[prost(int64, tag = "8")]
    int64: i64,
    #[prost(fixed64, tag = "10")]
    fixed64: u64,
    #[prost(sfixed64, tag = "11")]
    sfixed64: i64,
    #[prost(double, tag = "2047")]
    double: f64,
    #[prost(uint64, repeated, tag = "13")]
    uint64_list: Vec<u64>,
    #[prost(fixed64, repeated, tag = "14")]
    fixed64_list: Vec<u64>,
    #[prost(double, repeated, tag = "15")]
    double_list: Vec<f64>,
}

fn write<W: Writer>(all: &All, presence: fn(u32, &'static str) -> Field) -> Vec<u8> {
    let mut writer = W::default();
    writer.root(|writer| {
        writer.string(presence(1, "text"), &all.text);
        writer.bytes(presence(2, "bytes"), &all.bytes);
        if let Ok(id) = <[u8; 16]>::try_from(all.id.as_slice()) {
            writer.id(presence(3, "id"), id);
        }
        writer.bool(presence(4, "bool"), all.bool);
        writer.uint32(presence(5, "uint32"), all.uint32);
        writer.sint32(presence(6, "sint32"), all.sint32);
        writer.fixed32(presence(16, "fixed32"), all.fixed32);
        writer.int64(presence(8, "int64"), all.int64);
        writer.fixed64(presence(10, "fixed64"), all.fixed64);
        writer.sfixed64(presence(11, "sfixed64"), all.sfixed64);
        writer.double(presence(2047, "double"), all.double);
        writer.uint64_list(Field::short(13, "uint64List"), all.uint64_list.iter().copied());
        writer.fixed64_list(Field::medium(14, "fixed64List"), all.fixed64_list.iter().copied());
        writer.double_list(Field::short(15, "doubleList"), all.double_list.iter().copied());
    });
    writer.into_bytes()
}

/// Numbers with any number of bits.
fn number() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0_u32..64).prop_map(|(bits, shift)| bits >> shift)
}

prop_compose! {
    fn all()(
        text in any::<String>(),
        bytes in any::<Vec<u8>>(),
        id in any::<[u8; 16]>(),
        bool in any::<bool>(),
        [uint32, sint32, fixed32] in any::<[u32; 3]>(),
        numbers in [number(), number(), number()],
        double in any::<f64>(),
        uint64_list in prop::collection::vec(number(), 0..80),
        fixed64_list in prop::collection::vec(number(), 0..80),
        double_list in prop::collection::vec(any::<f64>(), 0..80),
    ) -> All {
        let [int64, fixed64, sfixed64] = numbers;
        All {
            text, bytes, bool, double, uint64_list, fixed64_list, double_list, fixed64, uint32, fixed32,
            id: id.to_vec(),
            sint32: sint32.cast_signed(),
            int64: int64.cast_signed(),
            sfixed64: sfixed64.cast_signed().wrapping_neg(),
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("JSON is UTF-8")
}

fn decoded(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{error}: {}", text(bytes)))
}

proptest! {
    #[test]
    fn protobuf_is_decoded_as_what_was_written(all in all()) {
        let written = write::<Protobuf>(&all, Field::value);
        prop_assert_eq!(&All::decode(written.as_slice()).unwrap(), &all);
        let with_presence = write::<Protobuf>(&all, Field::optional);
        prop_assert_eq!(&All::decode(with_presence.as_slice()).unwrap(), &all);
    }

    #[test]
    fn json_is_decoded_as_what_was_written(all in all()) {
        let value = decoded(&write::<Json>(&all, Field::optional));
        let texts = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<Vec<_>>();
        prop_assert_eq!(&value["text"], &json!(all.text));
        prop_assert_eq!(&value["id"], &json!(format!("{:032x}", u128::from_be_bytes(all.id.clone().try_into().unwrap()))));
        prop_assert_eq!(&value["bool"], &json!(all.bool));
        prop_assert_eq!(&value["uint32"], &json!(all.uint32));
        prop_assert_eq!(&value["sint32"], &json!(all.sint32));
        prop_assert_eq!(&value["fixed32"], &json!(all.fixed32));
        prop_assert_eq!(&value["int64"], &json!(all.int64.to_string()));
        prop_assert_eq!(&value["fixed64"], &json!(all.fixed64.to_string()));
        prop_assert_eq!(&value["sfixed64"], &json!(all.sfixed64.to_string()));
        if !all.uint64_list.is_empty() {
            prop_assert_eq!(&value["uint64List"], &json!(texts(&all.uint64_list)));
        }
        let doubles = value["doubleList"].as_array().cloned().unwrap_or_default();
        let doubles: Vec<_> = doubles.iter().map(|value| value.to_string().parse::<f64>().unwrap()).collect();
        prop_assert_eq!(doubles, all.double_list);
    }

    /// Messages in messages, of each reserved length and any real one.
    #[test]
    fn a_message_may_be_longer_than_reserved(length in 0_usize..40_000, reserved in 0_usize..3) {
        #[derive(Clone, PartialEq, Message)]
        struct Outer {
            #[prost(message, repeated, tag = "1")]
            inner: Vec<All>,
        }
        let field = [Field::short, Field::medium, Field::long][reserved](1, "inner");
        let mut writer = Protobuf::default();
        writer.list(field, |writer| {
            for length in [length, 3] {
                writer.item(field, |writer| writer.string(Field::value(1, "text"), &"x".repeat(length)));
            }
        });
        let outer = Outer::decode(writer.written()).unwrap();
        prop_assert_eq!(outer.inner.iter().map(|inner| inner.text.len()).collect::<Vec<_>>(), vec![length, 3]);
    }
}

#[test]
fn zero_is_left_out_unless_it_has_a_meaning() {
    let none = All::default();
    assert!(write::<Protobuf>(&none, Field::value).is_empty());
    assert_eq!(text(&write::<Json>(&none, Field::value)), "{}");
    let zeros = All { id: vec![0; 16], ..none };
    let json = decoded(&write::<Json>(&zeros, Field::optional));
    assert_eq!(json["int64"], json!("0"));
    assert_eq!(json["double"], json!(0.0));
    assert_eq!(json["text"], json!(""));
    let sizes = [2, 2, 1 + 1 + 16, 2, 2, 2, 2 + 4, 2, 1 + 8, 1 + 8, 2 + 8];
    assert_eq!(write::<Protobuf>(&zeros, Field::optional).len(), sizes.iter().sum::<usize>());
    let negative = All { double: -0.0, ..All::default() };
    assert_eq!(text(&write::<Json>(&negative, Field::value)), r#"{"double":-0.0}"#);
}

#[test]
fn json_has_texts_for_numbers_that_it_lacks() {
    let double_list = vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1.5];
    let all = All { double: f64::NAN, double_list, bytes: vec![0xfb, 0xff], ..All::default() };
    let expected = r#"{"bytes":"+/8=","double":"NaN","doubleList":["NaN","Infinity","-Infinity",1e300,-1.5]}"#;
    assert_eq!(text(&write::<Json>(&all, Field::value)), expected);
}

#[test]
fn control_characters_are_escaped() {
    let all = All { text: "a\"\\\n\r\t\0\u{1f}\u{7f}é🦀".to_owned(), ..All::default() };
    let expected = "{\"text\":\"a\\\"\\\\\\n\\r\\t\\u0000\\u001f\u{7f}é🦀\"}";
    assert_eq!(text(&write::<Json>(&all, Field::value)), expected);
}

/// Pieces of one writer become part of what another one writes.
fn with_pieces<W: Writer>() -> Vec<u8> {
    let (number, items) = (Field::value(5, "number"), Field::short(1, "items"));
    let mut fields = W::default();
    fields.uint32(number, 1);
    let mut list = W::default();
    list.item(items, |writer| writer.raw(fields.written()));
    list.item(items, |writer| writer.raw(&[]));
    let mut writer = W::default();
    writer.root(|writer| {
        writer.list(items, |_| {});
        writer.list(items, |writer| {
            writer.raw(list.written());
            writer.raw(list.written());
            let length = writer.len();
            writer.item(items, |writer| writer.uint32(number, 2));
            writer.truncate(length);
        });
        writer.message(Field::short(2, "last"), |writer| writer.raw(fields.written()));
    });
    writer.into_bytes()
}

#[test]
fn pieces_can_be_appended() {
    let expected = r#"{"items":[{"number":1},{},{"number":1},{}],"last":{"number":1}}"#;
    assert_eq!(text(&with_pieces::<Json>()), expected);
    assert_eq!(with_pieces::<Protobuf>(), [10, 2, 40, 1, 10, 0, 10, 2, 40, 1, 10, 0, 18, 2, 40, 1]);
}
