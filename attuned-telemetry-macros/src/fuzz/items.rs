//! Items: valid ones of all kinds, and incomplete ones.

use proptest::prelude::*;

use super::options;

type Words = &'static [&'static str];

const ATTRIBUTES: Words = &[
    "",
    "",
    "",
    "#[track_caller]",
    "/** What it does. */",
    "#[inline]",
    "#[cfg(test)]",
    "#[cfg_attr(test, inline)]",
    "#[must_use = \"text\"]",
    "#[tracing::instrument(skip(self))]",
];

/// Our attributes, on a function or on a method in a block.
const OURS: Words = &[
    "",
    "",
    "#[observed]",
    "#[observed(skip)]",
    "#[audited(event = StateUpdated)]",
    "#[audited]",
    "#[audited(event)]",
    "#[attuned_telemetry_rt::audited(event = StateCreated, op = \"a\")]",
    "#[observed(op = 7, skip)]",
    "#[observed = 7]",
    "#[cfg_attr(test, audited(event = StateUpdated))]",
    "#[cfg_attr(any(), inline, observed(op = \"b\"))]",
    "#[observed[fields(a), ok_if = is_ok]]",
    "#[observed(op = \"c\", , level =)]",
    "#[cfg_attr(audited)]",
    "#[audited(7)]",
];

const VISIBILITIES: Words = &["", "pub", "pub(crate)", "pub(in crate::a)", "invisible(pub)"];
const QUALIFIERS: Words = &["", "", "async", "unsafe", "extern \"C\"", "async unsafe", "unsafe extern \"C\""];
const NAMES: Words = &["get", "r#type", "__call", "größe", "MAX", "_f"];
const GENERICS: Words = &[
    "",
    "",
    "<T>",
    "<'a, T: 'a + ?Sized>",
    "<const N: usize>",
    "<'life0, 'async_trait>",
    "<F: Fn(u8) -> u8>",
    "<T: for<'a> Into<&'a str> = u8>",
];
const PARAMETERS: Words = &[
    "",
    "&self",
    "self: &mut Self",
    "mut self",
    "&'a mut self, mut rest: &'a mut [u8]",
    "(a, b): (u8, u8)",
    "State { user_id, .. }: State",
    "_: impl Fn() -> bool",
    "a: [u8; { 1 + 1 }], ref b: u8,",
    "a: invisible(Vec<u8>)",
    "#[cfg(test)] a: u8",
    "self: Pin<&mut Self>, f: fn(&str) -> !",
];
const RETURNED: Words = &[
    "",
    "",
    "-> ()",
    "-> !",
    "-> Result<u8, E>",
    "-> impl Future<Output = u8>",
    "-> Pin<Box<dyn Future<Output = ()> + Send>>",
    "-> impl Stream<Item = u8> + 'a",
    "-> BoxFuture<'static, u8>",
    "-> (Box<dyn Future<Output = u8> + Unpin>)",
    "-> Result<impl Iterator<Item = (u8, impl Fn() -> u8)>, E>",
    "-> Pin<Box<dyn Stream<Item = u8>>>",
    "-> impl Fn(u8) -> bool",
    "-> impl Future<Output = Result<impl Display, E>> + Unpin",
    "-> invisible(impl Future<Output = u8>)",
    "-> [u8; N]",
    "-> <T as A<{ N > 1 }>>::B",
    "-> &'a (dyn Any + 'a)",
    "-> Pin<Box<u8>>",
    "-> invisible(Pin<Box<dyn Future>>)",
];
const BOUNDS: Words = &["", "", "where T: 'a", "where Self: 'async_trait,", "where for<'a> T: Fn(&'a u8) -> u8"];
const BODIES: Words = &[
    "{}",
    "{ body }",
    "invisible({ a; return 7 })",
    "{ Box::pin(async move { a.await }) }",
    "{ Box::pin(async move { return 7 }) }",
    "{ #![allow(dead_code)] a?; Ok(b) }",
    "{ if a { return None } let f = |x| return x; fn g() { return } f(1) }",
    "{ #![doc = \"a\"] }",
    "{ loop { break 'a |x| x || y } }",
    "{ unsafe { return } }",
    "{ a::<{ N }>(); async { return } }",
    "{ return |a, b: u8| -> u8 { return 1 }; return }",
    "{ macro_rules! m { ($a:expr) => { return $a } } m!(1) }",
];
const HALF_BODIES: Words = &[
    "{ self. }",
    "{ let }",
    "{ a( }",
    ";",
    "",
    "()",
    "[a]",
    "= 7;",
    "{ #![ }",
    "{ #! }",
    "{ } { }",
    "{ | }",
    "{ return",
    "7",
];
const ENUM: Words = &[
    "Closed",
    "NotFound { key: String }",
    "Io(io::Error)",
    "#[error_type(transparent)] Io(io::Error)",
    "r#type",
    "#[error_type(\"other\")] Other(u8, u8)",
    "Both { #[error_type(transparent)] a: A, b: B }",
    "#[label(\"text\")] Text",
    "#[label(7)] N",
    "#[error_type(transparent, \"x\", 7)] E { }",
    "#[label]",
    "HTTPServer = 7",
    "#[label(text = \"\\n\")] L",
    "#[error_type] F",
    "#[label(invisible(\"a\"))] I",
    "#[health] H",
    "#[error_type(transparent)] G { a: Wrapper<T> }",
];
const FIELDS: Words = &[
    "a: u8",
    "pub b: Vec<T>",
    "#[health] c: Arc<dyn HealthCheck>",
    "#[health(name = \"d\", optional)] d: D",
    "r#type: u8",
    "#[health(timeout = \"200ms\", with = probe)] e: E",
    "#[health(timeout = 7, name = \"a b\")] f: F",
    "#[health = 7] g: G",
    "#[error_type(transparent)] h: H",
    "#[error_type(\"x\")] i: I",
    "#[health(7)] j: J",
    "#[health[optional]] k: K",
    "l:",
];
const TYPE_ATTRIBUTES: Words = &[
    "",
    "",
    "#[derive(Debug)]",
    "#[health(name = \"store\")]",
    "#[health(crate = crate::a)]",
    "#[error_type(\"kind\")]",
    "#[error_type(transparent)]",
    "#[label(crate = ::runtime)]",
    "#[label(\"x\")]",
    "#[error_type(crate = a b)]",
    "#[health()]",
];

fn one(words: Words) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

fn joined(parts: &[&str]) -> String {
    parts.join(" ")
}

fn any_function(ours: Words, bodies: Vec<&'static str>) -> impl Strategy<Value = String> {
    let before = (one(ours), one(ATTRIBUTES), one(ours), one(VISIBILITIES), one(QUALIFIERS), one(NAMES));
    let behind = (one(GENERICS), one(PARAMETERS), one(RETURNED), one(BOUNDS), prop::sample::select(bodies));
    (before, behind).prop_map(
        |((a, b, c, visibility, qualifiers, name), (generics, parameters, returned, bounds, body))| {
            let head = joined(&["", a, b, c, visibility, qualifiers, "fn", name]);
            joined(&[&head, generics, "(", parameters, ")", returned, bounds, body])
        },
    )
}

/// A valid function.
pub(super) fn function() -> impl Strategy<Value = String> {
    // Under `#[track_caller]`, `?` conflicts with options that look at the returned value.
    any_function(&[""], BODIES.to_vec())
        .prop_map(|function| if function.contains("track_caller") { function.replace("a?;", "a;") } else { function })
}

/// A valid `impl` block, whose methods have attributes of their own.
pub(super) fn block() -> impl Strategy<Value = String> {
    let method = any_function(OURS, BODIES.to_vec());
    let other = prop::sample::select(vec![
        "const A: u8 = { 7 };",
        "type B = C<{ 1 }>;",
        "m! {}",
        "m!();",
        "fn bare(&self);",
        "default fn d() {}",
        "pub const fn c() {}",
        "#[observed(skip)] const fn e() {}",
        "invisible(fn f() {})",
        "const fn",
        "pub",
        "=> {}",
    ]);
    let items = prop::collection::vec(prop_oneof![4 => method, 1 => other.prop_map(str::to_owned)], 0..4);
    let header = prop::sample::select(vec![
        "impl Store",
        "impl<T> Trait<{ 1 }> for Store<T> where T: A",
        "unsafe impl A for B",
        "default impl A for B",
        "#[async_trait] impl !A for B",
        "#[audited(event = StateUpdated)] impl A",
        "impl",
        "pub impl A",
        "trait A",
        "auto trait A",
    ]);
    (header, one(&["", "", "#![allow(dead_code)]"]), items)
        .prop_map(|(header, inner, items)| format!("{header} {{ {inner} {} }}", items.join(" ")))
}

/// The item under a derive.
pub(super) fn data() -> impl Strategy<Value = String> {
    let variants = prop::collection::vec(one(ENUM), 0..5).prop_map(|variants| variants.join(", "));
    let fields = prop::collection::vec(one(FIELDS), 0..5).prop_map(|fields| fields.join(", "));
    let unnamed = one(&["#[health] u8", "#[health(name = \"a\")] pub B, T", "#[error_type(transparent)] A", ""]);
    let rest = prop_oneof![
        4 => (one(BOUNDS), variants).prop_map(|(bounds, variants)| format!("{bounds} {{ {variants} }}")),
        4 => (one(BOUNDS), fields).prop_map(|(bounds, fields)| format!("{bounds} {{ {fields} }}")),
        1 => unnamed.prop_map(|fields| format!("({fields});")),
        1 => Just(";".to_owned()),
    ];
    let kind = one(&["enum", "enum", "struct", "struct", "union", "trait", "mod"]);
    (one(TYPE_ATTRIBUTES), one(TYPE_ATTRIBUTES), one(VISIBILITIES), kind, one(GENERICS), rest).prop_map(
        |(first, second, visibility, kind, generics, rest)| {
            joined(&[first, second, visibility, kind, "Store", generics, &rest])
        },
    )
}

/// Any item, valid or not.
pub(super) fn any() -> impl Strategy<Value = String> {
    let half =
        [BODIES, HALF_BODIES].concat().into_iter().filter(|body| body.parse::<proc_macro2::TokenStream>().is_ok());
    prop_oneof![
        4 => any_function(OURS, half.collect()),
        3 => block(),
        3 => data(),
        1 => super::tokens::noise(),
        1 => options::any_options(),
    ]
}
