//! Functions with the warnings of the default groups of `clippy` and of `rustc` that look at a signature, at a body as a
//! whole, or at what a function returns, and with some of the other groups. Most functions are named after their lint.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::ops::{Add, AddAssign};
use std::sync::Mutex;

use attuned_telemetry_rt as _;

// The signature: parameters.

#[attuned_telemetry_rt::observed]
pub fn ptr_arg_of_text(text: &String) -> usize {
    text.len()
}

#[attuned_telemetry_rt::observed]
pub fn ptr_arg_of_mut(texts: &mut Vec<u32>) -> usize {
    texts.len()
}

#[attuned_telemetry_rt::observed]
pub fn boxed_local(number: Box<u32>) -> u32 {
    *number + 1
}

#[attuned_telemetry_rt::observed]
pub fn borrowed_box(number: &Box<u32>) -> u32 {
    **number
}

#[attuned_telemetry_rt::observed]
pub fn box_collection(numbers: Box<Vec<u32>>) -> Box<Vec<u32>> {
    numbers
}

#[attuned_telemetry_rt::observed]
pub fn vec_box(numbers: Vec<Box<u32>>) -> Vec<Box<u32>> {
    numbers
}

#[attuned_telemetry_rt::observed]
pub fn redundant_allocation(number: std::rc::Rc<Box<u32>>) -> u32 {
    **number
}

#[attuned_telemetry_rt::observed]
pub fn owned_cow(text: Cow<'static, String>) -> usize {
    text.len()
}

#[attuned_telemetry_rt::observed]
pub fn too_many_arguments(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
    a ^ b ^ c ^ d ^ e ^ f ^ g ^ h
}

#[attuned_telemetry_rt::observed]
pub fn type_complexity(all: HashMap<String, Vec<(u32, Option<Box<dyn Fn(u32) -> Result<u32, String> + Send>>)>>) -> usize {
    all.len()
}

#[attuned_telemetry_rt::observed]
pub fn type_complexity_returned() -> HashMap<String, Vec<(u32, Option<Box<dyn Fn(u32) -> Result<u32, String> + Send>>)>> {
    HashMap::new()
}

#[attuned_telemetry_rt::observed]
pub fn toplevel_ref_arg(ref number: u32) -> u32 {
    *number
}

#[attuned_telemetry_rt::observed]
pub fn duplicate_underscore_argument(number: u32, _number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
pub fn just_underscores(__1: u32) -> u32 {
    let __2 = __1;
    __2 + __1
}

#[attuned_telemetry_rt::observed]
pub fn disallowed_names(foo: u32) -> u32 {
    let baz = foo;
    baz + 1
}

#[attuned_telemetry_rt::observed]
pub fn non_snake_case(aNumber: u32) -> u32 {
    let Other = aNumber;
    Other + 1
}

#[attuned_telemetry_rt::observed]
pub fn nonSnakeName() {}

#[attuned_telemetry_rt::observed]
pub fn builtin_type_shadow<u32>(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
pub fn mutable_key_type(all: HashMap<RefCellKey, u32>) -> usize {
    all.len()
}

#[attuned_telemetry_rt::observed]
pub fn mut_from_ref(number: &u32, other: &RefCell<u32>) -> &'static mut u32 {
    Box::leak(Box::new(*number + *other.borrow()))
}

#[attuned_telemetry_rt::observed]
pub fn mut_from_ref_elided<'a>(number: &'a u32) -> &'a mut u32 {
    Box::leak(Box::new(*number))
}

#[attuned_telemetry_rt::observed]
pub fn mismatched_lifetime_syntaxes(text: &str) -> Text {
    Text { text }
}

#[attuned_telemetry_rt::observed]
pub fn useless_maybe_sized<T: Clone + ?Sized>(item: &T) -> T {
    item.clone()
}

#[attuned_telemetry_rt::observed]
pub fn implied_bounds_in_impls() -> impl Copy + Clone {
    1
}

#[attuned_telemetry_rt::observed]
pub fn multiple_bound_locations<T: Clone>(item: &T) -> T
where
    T: PartialEq,
{
    item.clone()
}

// The signature: lifetimes and type parameters.

#[attuned_telemetry_rt::observed]
pub fn needless_lifetimes<'a>(text: &'a str) -> &'a str {
    text
}

#[attuned_telemetry_rt::observed]
pub fn needless_lifetimes_unreturned<'a>(text: &'a str) -> usize {
    text.len()
}

#[attuned_telemetry_rt::observed]
pub fn extra_unused_lifetimes<'a>(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
fn extra_unused_type_parameters<T>(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
fn extra_unused_type_parameters_empty<T>(_number: u32) {}

#[attuned_telemetry_rt::observed]
pub fn extra_unused_type_parameters_todo<T>(_number: u32) {
    unimplemented!()
}

// The signature: what is returned, and attributes.

#[attuned_telemetry_rt::observed]
pub fn unused_unit() -> () {
    let _number = 1;
}

#[attuned_telemetry_rt::observed]
pub fn unused_unit_at_the_end() {
    println!();
    ()
}

#[attuned_telemetry_rt::observed]
pub fn result_unit_err(number: u32) -> Result<u32, ()> {
    if number > 1 { Ok(number) } else { Err(()) }
}

#[attuned_telemetry_rt::observed]
pub fn result_large_err(number: u32) -> Result<u32, [u64; 64]> {
    if number > 1 { Ok(number) } else { Err([0; 64]) }
}

#[attuned_telemetry_rt::observed]
#[must_use]
pub fn must_use_unit() {}

#[attuned_telemetry_rt::observed]
#[must_use]
pub fn double_must_use(number: u32) -> Result<u32, fmt::Error> {
    if number > 1 { Ok(number) } else { Err(fmt::Error) }
}

#[attuned_telemetry_rt::observed]
#[inline]
#[inline]
#[must_use = "no reason"]
pub fn unused_attributes(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
#[inline(always)]
#[allow(clippy::blanket_clippy_restriction_lints, unknown_lint)]
pub fn inline_always(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
#[deprecated(since = "soon")]
pub fn deprecated_semver(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
pub fn calls_deprecated(number: u32) -> u32 {
    deprecated_semver(number);
    1
}

#[attuned_telemetry_rt::observed]
///
pub fn empty_docs() {}

#[attuned_telemetry_rt::observed]
/// # Safety of another
pub unsafe fn missing_safety_doc(number: *const u32) -> u32 {
    *number
}

#[attuned_telemetry_rt::observed]
pub fn not_unsafe_ptr_arg_deref(number: *const u32) -> u32 {
    unsafe { *number }
}

#[attuned_telemetry_rt::observed]
pub extern "C" fn improper_ctypes_definitions(text: String) -> usize {
    text.len()
}

#[attuned_telemetry_rt::observed]
#[unsafe(no_mangle)]
pub extern "C" fn no_mangle_generic_items<T>(item: T) -> usize {
    size_of_val(&item)
}

// The body as a whole: recursion.

#[attuned_telemetry_rt::observed]
pub(crate) fn unconditional_recursion(number: u32) -> u32 {
    unconditional_recursion(number + 1)
}

#[attuned_telemetry_rt::observed]
pub(crate) fn only_used_in_recursion(number: u32, unread: u32) -> u32 {
    if number == 0 { 1 } else { only_used_in_recursion(number - 1, unread) }
}

#[attuned_telemetry_rt::observed]
pub(crate) fn only_used_in_recursion_later(number: u32, unread: u32) -> std::pin::Pin<Box<dyn Future<Output = u32>>> {
    Box::pin(async move { if number == 0 { 1 } else { only_used_in_recursion_later(number - 1, unread).await } })
}

// The body as a whole: the implementation of a trait or a convention.

#[derive(PartialEq, Eq, Hash)]
pub struct RefCellKey(std::sync::Arc<u32>);

pub struct Text<'a> {
    text: &'a str,
}

pub struct Pair {
    first: u32,
    second: u32,
}

impl Pair {
    #[attuned_telemetry_rt::observed]
    pub fn first(&self) -> &u32 {
        &self.second
    }

    #[attuned_telemetry_rt::observed]
    pub fn second(&self) -> u32 {
        self.first
    }

    #[attuned_telemetry_rt::observed]
    pub fn new() -> Pair {
        Pair { first: 1, second: 2 }
    }

    #[attuned_telemetry_rt::observed]
    pub fn to_string(&self) -> String {
        String::new()
    }

    #[attuned_telemetry_rt::observed]
    pub fn next(&mut self) -> Option<u32> {
        Some(self.first)
    }

    #[attuned_telemetry_rt::observed]
    pub fn into_first(&self) -> u32 {
        self.first
    }

    #[attuned_telemetry_rt::observed]
    pub fn is_empty_first(self) -> bool {
        self.first == 0
    }

    #[attuned_telemetry_rt::observed]
    pub fn len(&self) -> usize {
        2
    }

    #[attuned_telemetry_rt::observed]
    pub fn needless_arbitrary_self_type(self: &Self) -> u32 {
        self.first
    }

    #[attuned_telemetry_rt::observed]
    pub fn unused_self(&self) -> u32 {
        7
    }

    #[attuned_telemetry_rt::observed]
    pub(crate) fn recursive_self(&self) -> u32 {
        self.recursive_self()
    }

    #[attuned_telemetry_rt::observed]
    pub(crate) fn only_self_in_recursion(&self, number: u32) -> u32 {
        if number == 0 { 1 } else { self.only_self_in_recursion(number - 1) }
    }

    #[attuned_telemetry_rt::observed]
    pub fn return_self_not_must_use(&self) -> Self {
        Self { first: self.first, second: 1 }
    }

    #[attuned_telemetry_rt::observed]
    pub fn use_self(&self) -> Pair {
        Pair { first: self.first, second: 1 }
    }

    #[attuned_telemetry_rt::observed]
    pub fn iter(&self) -> u32 {
        self.first
    }

    #[attuned_telemetry_rt::observed]
    async fn unused_self_later(&self) -> u32 {
        7
    }

    #[attuned_telemetry_rt::observed]
    fn never_used(&self) -> u32 {
        7
    }
}

pub struct Named;

impl Named {
    #[attuned_telemetry_rt::observed]
    pub fn new() -> u32 {
        1
    }

    #[attuned_telemetry_rt::observed]
    pub fn named() -> Self {
        Self
    }
}

impl fmt::Display for Named {
    #[attuned_telemetry_rt::observed]
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        println!("not here");
        write!(out, "{}", self)
    }
}

impl fmt::Debug for Named {
    #[attuned_telemetry_rt::observed]
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self)
    }
}

impl PartialEq for Named {
    #[attuned_telemetry_rt::observed]
    fn eq(&self, other: &Self) -> bool {
        self == other
    }

    #[attuned_telemetry_rt::observed]
    fn ne(&self, other: &Self) -> bool {
        !self.eq(other)
    }
}

impl Default for Named {
    #[attuned_telemetry_rt::observed]
    fn default() -> Self {
        Self::default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Level(u32);

impl PartialOrd for Level {
    #[attuned_telemetry_rt::observed]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.0.partial_cmp(&other.0)
    }
}

impl Ord for Level {
    #[attuned_telemetry_rt::observed]
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl Default for Level {
    #[attuned_telemetry_rt::observed]
    fn default() -> Self {
        Self(0)
    }
}

impl Add for Level {
    type Output = Self;

    #[attuned_telemetry_rt::observed]
    fn add(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Level {
    #[attuned_telemetry_rt::observed]
    fn add_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Into<u32> for Level {
    #[attuned_telemetry_rt::observed]
    fn into(self) -> u32 {
        self.0
    }
}

impl From<Named> for Level {
    #[attuned_telemetry_rt::observed]
    fn from(named: Named) -> Self {
        Self(named.to_string().parse().unwrap())
    }
}

/// The canonical implementations.
#[derive(PartialEq, Eq)]
pub struct Canonical(u32);

impl Copy for Canonical {}

impl Clone for Canonical {
    #[attuned_telemetry_rt::observed]
    fn clone(&self) -> Self {
        *self
    }
}

impl PartialOrd for Canonical {
    #[attuned_telemetry_rt::observed]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Canonical {
    #[attuned_telemetry_rt::observed]
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

pub struct NotCanonical(u32);

impl Copy for NotCanonical {}

impl Clone for NotCanonical {
    #[attuned_telemetry_rt::observed]
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl Iterator for Pair {
    type Item = u32;

    #[attuned_telemetry_rt::observed]
    fn next(&mut self) -> Option<u32> {
        None
    }
}

impl Drop for Pair {
    #[attuned_telemetry_rt::observed]
    fn drop(&mut self) {}
}

pub trait Large {
    fn large(&self, number: u32) -> Result<u32, [u64; 64]>;
}

impl Large for Level {
    #[attuned_telemetry_rt::observed]
    fn large(&self, number: u32) -> Result<u32, [u64; 64]> {
        if number > 1 { Ok(self.0) } else { Err([0; 64]) }
    }
}

impl std::str::FromStr for Level {
    type Err = ();

    #[attuned_telemetry_rt::observed]
    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(Self(text.parse().map_err(|_| ())?))
    }
}

impl std::hash::Hash for Level {
    #[attuned_telemetry_rt::observed]
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        ().hash(state);
        self.0.hash(state)
    }
}

// The end of the body: what is returned.

#[attuned_telemetry_rt::observed]
pub fn needless_question_mark(text: &str) -> Option<usize> {
    Some(text.find('u')?)
}

#[attuned_telemetry_rt::observed]
pub fn needless_return_with_question_mark(text: &str) -> Result<usize, std::num::ParseIntError> {
    if text.is_empty() {
        return Err("u".parse::<usize>().unwrap_err())?;
    }
    Ok(1)
}

#[attuned_telemetry_rt::observed]
pub fn needless_return_in_branches(number: u32) -> u32 {
    if number > 1 {
        return number;
    } else {
        return 1;
    }
}

#[attuned_telemetry_rt::observed]
pub fn needless_return_in_match(number: u32) -> u32 {
    match number {
        0 => return 1,
        _ => return 2,
    }
}

#[attuned_telemetry_rt::observed]
pub fn needless_return_of_unit(number: u32) {
    println!("{number}");
    return;
}

#[attuned_telemetry_rt::observed]
pub fn question_mark(number: Option<u32>) -> Option<u32> {
    if number.is_none() {
        return None;
    }
    let Some(other) = number else { return None };
    Some(other + 1)
}

#[attuned_telemetry_rt::observed]
pub fn question_mark_of_result(number: Result<u32, String>) -> Result<u32, String> {
    let other = match number {
        Ok(number) => number,
        Err(error) => return Err(error),
    };
    Ok(other + 1)
}

#[attuned_telemetry_rt::observed]
pub fn let_and_return(number: u32) -> u32 {
    let other = number + 1;
    other
}

#[attuned_telemetry_rt::observed]
pub fn explicit_auto_deref(text: &String) -> &str {
    &**text
}

#[attuned_telemetry_rt::observed]
pub fn explicit_auto_deref_early(text: &Box<String>) -> &str {
    if text.len() > 1 {
        return &***text;
    }
    text
}

#[attuned_telemetry_rt::observed]
pub fn needless_borrow<'a>(text: &'a &'a str) -> &'a str {
    &text
}

#[attuned_telemetry_rt::observed]
pub fn borrow_deref_ref(text: &str) -> &str {
    &*text
}

#[attuned_telemetry_rt::observed]
pub fn useless_conversion(text: String) -> String {
    text.into()
}

#[attuned_telemetry_rt::observed]
pub fn useless_conversion_of_error(text: Result<u32, String>) -> Result<u32, String> {
    Ok(text.map_err(String::from)?)
}

#[attuned_telemetry_rt::observed]
pub fn redundant_closure_of_error(text: Result<u32, String>) -> Option<u32> {
    text.map(|number| u32::from(number)).ok()
}

#[attuned_telemetry_rt::observed]
pub fn clone_on_copy(number: &u32) -> u32 {
    number.clone()
}

#[attuned_telemetry_rt::observed]
pub fn unnecessary_cast(number: u32) -> u32 {
    number as u32
}

#[attuned_telemetry_rt::observed]
pub fn box_default() -> Box<String> {
    Box::new(Default::default())
}

#[attuned_telemetry_rt::observed]
pub fn box_default_named() -> Box<String> {
    Box::new(String::default())
}

#[attuned_telemetry_rt::observed]
pub fn match_like_matches(number: u32) -> bool {
    match number {
        0 => true,
        _ => false,
    }
}

#[attuned_telemetry_rt::observed]
pub fn needless_bool(number: u32) -> bool {
    if number > 1 { true } else { false }
}

#[attuned_telemetry_rt::observed]
pub fn needless_match(number: Option<u32>) -> Option<u32> {
    match number {
        Some(number) => Some(number),
        None => None,
    }
}

#[attuned_telemetry_rt::observed]
pub fn manual_map(number: Option<u32>) -> Option<u32> {
    match number {
        Some(number) => Some(number + 1),
        None => None,
    }
}

#[attuned_telemetry_rt::observed]
pub fn manual_find(numbers: &[u32]) -> Option<&u32> {
    for number in numbers {
        if *number > 1 {
            return Some(number);
        }
    }
    None
}

#[attuned_telemetry_rt::observed]
pub fn needless_late_init(number: u32) -> u32 {
    let other;
    other = number + 1;
    other
}

#[attuned_telemetry_rt::observed]
pub fn bind_instead_of_map(number: Option<u32>) -> Option<u32> {
    number.and_then(|number| Some(number + 1))
}

#[attuned_telemetry_rt::observed]
pub fn unit_arg(number: Option<()>) -> Option<()> {
    number.map(|()| println!());
    Some(println!())
}

#[attuned_telemetry_rt::observed]
pub fn let_unit_value() {
    let _unit = println!();
}

#[attuned_telemetry_rt::observed]
pub fn semicolon_if_nothing_returned(numbers: &mut Vec<u32>) {
    numbers.push(1)
}

#[attuned_telemetry_rt::observed]
pub fn unnecessary_literal_unwrap() -> u32 {
    Some(1).unwrap()
}

#[attuned_telemetry_rt::observed]
pub fn diverging_sub_expression(number: bool) -> bool {
    number || panic!("no")
}

#[attuned_telemetry_rt::observed]
pub fn no_effect(number: u32) {
    number + 1;
}

#[attuned_telemetry_rt::observed]
pub fn redundant_locals(number: u32) -> u32 {
    let number = number;
    number + 1
}

#[attuned_telemetry_rt::observed]
pub fn unnecessary_wraps_private(number: u32) -> Option<u32> {
    inner_unnecessary_wraps(number)
}

#[attuned_telemetry_rt::observed]
fn inner_unnecessary_wraps(number: u32) -> Option<u32> {
    Some(number + 1)
}

// Loops.

#[attuned_telemetry_rt::observed]
pub fn never_loop(numbers: &[u32]) -> u32 {
    for number in numbers {
        return *number;
    }
    1
}

#[attuned_telemetry_rt::observed]
pub fn empty_loop() {
    loop {}
}

#[attuned_telemetry_rt::observed]
pub fn empty_loop_never() -> ! {
    loop {}
}

#[attuned_telemetry_rt::observed]
pub fn while_true() {
    while true {
        println!();
    }
}

#[attuned_telemetry_rt::observed]
pub fn while_let_loop(mut numbers: Vec<u32>) {
    loop {
        let Some(number) = numbers.pop() else { break };
        println!("{number}");
    }
}

#[attuned_telemetry_rt::observed]
pub fn while_immutable_condition(number: u32) {
    while number > 1 {
        println!();
    }
}

#[attuned_telemetry_rt::observed]
pub fn while_let_on_iterator(mut numbers: std::vec::IntoIter<u32>) {
    while let Some(number) = numbers.next() {
        println!("{number}");
    }
}

#[attuned_telemetry_rt::observed]
pub fn needless_range_loop(numbers: &[u32]) {
    for index in 0..numbers.len() {
        println!("{}", numbers[index]);
    }
}

#[attuned_telemetry_rt::observed]
pub fn explicit_counter_loop(numbers: &[u32]) {
    let mut index = 0;
    for number in numbers {
        println!("{number} {index}");
        index += 1;
    }
}

#[attuned_telemetry_rt::observed]
pub fn mut_range_bound() {
    let mut bound = 10;
    for number in 0..bound {
        bound = number;
    }
}

#[attuned_telemetry_rt::observed]
pub fn same_item_push(numbers: &mut Vec<u32>) {
    for _ in 0..3 {
        numbers.push(1);
    }
}

#[attuned_telemetry_rt::observed]
pub fn needless_continue(numbers: &[u32]) {
    for number in numbers {
        println!("{number}");
        continue;
    }
}

#[attuned_telemetry_rt::observed]
pub fn unused_labels(numbers: &[u32]) {
    'all: for number in numbers {
        println!("{number}");
    }
}

// Closures.

#[attuned_telemetry_rt::observed]
pub fn redundant_closure_call() -> u32 {
    (|| 1)()
}

#[attuned_telemetry_rt::observed]
pub fn redundant_closure(numbers: &[u32]) -> Vec<String> {
    numbers.iter().map(|number| number.to_string()).map(|text| std::convert::identity(text)).collect()
}

#[attuned_telemetry_rt::observed]
pub fn unnecessary_lazy_evaluations(number: Option<u32>) -> u32 {
    number.unwrap_or_else(|| 1)
}

#[attuned_telemetry_rt::observed]
pub fn option_map_unit_fn(number: Option<u32>) {
    number.map(|number| println!("{number}"));
}

#[attuned_telemetry_rt::observed]
pub fn async_yields_async() -> u32 {
    let _future = async { async { 1 } };
    1
}

#[attuned_telemetry_rt::observed]
pub fn redundant_async_block(number: u32) -> u32 {
    let future = std::future::ready(number);
    let _future = async { future.await };
    number
}

#[attuned_telemetry_rt::observed]
pub fn let_underscore_future() {
    let _ = async { 1 };
}

#[attuned_telemetry_rt::observed]
pub fn closure_unused(number: u32) -> u32 {
    let unused = |other: u32| number;
    |another: u32| another;
    number
}

// Drops, locks and moves.

#[attuned_telemetry_rt::observed]
pub fn drop_non_drop(pair: Level) {
    drop(pair);
}

#[attuned_telemetry_rt::observed]
pub fn dropping_references(text: &String) {
    drop(text);
    std::mem::forget(1);
    std::mem::forget(text);
}

#[attuned_telemetry_rt::observed]
pub fn let_underscore_lock(mutex: &Mutex<u32>) {
    let _ = mutex.lock();
}

#[attuned_telemetry_rt::observed]
pub fn undropped_manually_drops(text: String) {
    drop(std::mem::ManuallyDrop::new(text));
}

#[attuned_telemetry_rt::observed]
pub fn swap_by_hand(first: &mut u32, second: &mut u32) {
    let kept = *first;
    *first = *second;
    *second = kept;
}

#[attuned_telemetry_rt::observed]
pub fn mem_replace_with_default(text: &mut String) -> String {
    std::mem::replace(text, String::new())
}

#[attuned_telemetry_rt::observed]
pub fn redundant_clone(text: String) -> String {
    text.clone()
}

#[attuned_telemetry_rt::observed]
pub fn dangling_pointers_from_locals() -> *const u32 {
    let number = 1_u32;
    &number
}

#[attuned_telemetry_rt::observed]
pub fn dangling_pointers_from_temporaries() -> *const u8 {
    String::from("text").as_ptr()
}

// Unused and unreachable code.

#[attuned_telemetry_rt::observed]
pub fn unreachable_after_panic() -> u32 {
    panic!("no");
    1
}

#[attuned_telemetry_rt::observed]
pub fn unreachable_after_loop() -> u32 {
    loop {}
    1
}

#[attuned_telemetry_rt::observed]
pub fn unreachable_patterns(number: u32) -> u32 {
    match number {
        _ => 1,
        2 => 3,
    }
}

#[attuned_telemetry_rt::observed]
pub fn unreachable_call() -> u32 {
    std::convert::identity(return 1)
}

#[attuned_telemetry_rt::observed]
pub fn unused_unsafe(number: u32) -> u32 {
    unsafe { number + 1 }
}

#[attuned_telemetry_rt::observed]
pub fn unused_comparisons(number: u32) -> bool {
    number >= 0
}

#[attuned_telemetry_rt::observed]
pub fn unused_doc_comments(number: u32) -> u32 {
    /// Documents nothing.
    match number {
        _ => 1,
    }
}

#[attuned_telemetry_rt::observed]
pub fn unused_allocation(number: u32) -> u32 {
    Box::new(number).wrapping_add(1)
}

#[attuned_telemetry_rt::observed]
pub fn path_statements(number: u32) {
    number;;
}

#[attuned_telemetry_rt::observed]
pub fn unused_item() {
    use std::rc::Rc;
    const UNUSED: u32 = 1;
    fn unused() {}
    struct Unused;
    macro_rules! unused {
        () => {};
    }
}

#[attuned_telemetry_rt::observed]
pub fn non_local_definitions() {
    impl Named {
        pub fn local(&self) {}
    }
}

#[attuned_telemetry_rt::observed]
pub fn unused_must_use_of_everything(text: &str) {
    text.len();
    text.trim();
    async { 1 };
    text.parse::<u32>();
}

#[attuned_telemetry_rt::observed]
pub fn unused_must_use_at_the_end(text: &str) {
    { text.parse::<u32>() };
}

#[attuned_telemetry_rt::observed]
pub fn unused_io_amount(out: &mut Vec<u8>) -> std::io::Result<()> {
    std::io::Write::write(out, b"text")?;
    Ok(())
}

#[attuned_telemetry_rt::observed]
pub fn for_loops_over_fallibles(number: Option<u32>) {
    for number in number {
        println!("{number}");
    }
}

#[attuned_telemetry_rt::observed]
pub fn unused_parens_around(number: u32) -> u32 {
    let other = (number + 1);
    if (other > 1) {
        return (other);
    }
    (other)
}

#[attuned_telemetry_rt::observed]
pub fn braces_around_everything(number: u32) -> u32 {
    { number }
}

#[attuned_telemetry_rt::observed]
pub fn unsafe_around_everything(number: *const u32) -> u32 {
    unsafe { number.read() }
}

#[attuned_telemetry_rt::observed]
pub fn unconditional_panic() -> u32 {
    let numbers = [1, 2, 3];
    numbers[5]
}

#[attuned_telemetry_rt::observed]
pub fn arithmetic_overflow() -> u8 {
    255_u8 + 1
}

#[attuned_telemetry_rt::observed]
pub fn invalid_value() -> &'static u32 {
    unsafe { std::mem::zeroed() }
}

// Functions that return a future.

#[attuned_telemetry_rt::observed]
pub fn manual_async_fn() -> impl Future<Output = u32> {
    async { 1 }
}

#[attuned_telemetry_rt::observed]
pub fn manual_async_fn_moved(number: u32) -> impl Future<Output = u32> {
    async move { number }
}

#[attuned_telemetry_rt::observed]
pub fn redundant_async_block_returned(number: u32) -> impl Future<Output = u32> {
    let future = std::future::ready(number);
    async move { future.await }
}

#[attuned_telemetry_rt::observed]
pub fn let_and_return_a_future(number: u32) -> impl Future<Output = u32> {
    let future = std::future::ready(number);
    future
}

#[attuned_telemetry_rt::observed]
pub fn needless_return_of_a_box(number: u32) -> std::pin::Pin<Box<dyn Future<Output = u32> + Send>> {
    return Box::pin(async move { return number; });
}

#[attuned_telemetry_rt::observed]
pub fn opaque_future_of_a_future() -> impl Future<Output = impl Future<Output = u32>> {
    async { async { 1 } }
}

#[attuned_telemetry_rt::observed]
pub fn boxed_local_later(number: Box<u32>) -> impl Future<Output = u32> {
    async move { *number }
}

// `async` functions.

#[attuned_telemetry_rt::observed]
pub async fn yields_async() -> impl Future<Output = u32> {
    async { 1 }
}

#[attuned_telemetry_rt::observed]
pub async fn yields_a_task() -> std::future::Ready<u32> {
    std::future::ready(1)
}

#[attuned_telemetry_rt::observed]
pub async fn needless_question_mark_later(text: &str) -> Option<usize> {
    Some(text.find('u')?)
}

#[attuned_telemetry_rt::observed]
pub async fn needless_borrow_later<'a>(text: &'a &'a str) -> &'a str {
    &text
}

#[attuned_telemetry_rt::observed]
pub async fn result_large_err_later(number: u32) -> Result<u32, [u64; 64]> {
    if number > 1 { Ok(number) } else { Err([0; 64]) }
}

#[attuned_telemetry_rt::observed]
pub async fn forever() -> ! {
    loop {
        std::future::ready(()).await;
    }
}

#[attuned_telemetry_rt::observed]
pub fn future_of_a_task() -> impl Future<Output = std::future::Ready<u32>> {
    println!();
    std::future::ready(std::future::ready(1))
}

#[attuned_telemetry_rt::observed]
pub async fn await_holding_lock(mutex: &Mutex<u32>) -> u32 {
    let guard = mutex.lock().unwrap();
    std::future::ready(()).await;
    *guard
}

#[attuned_telemetry_rt::observed]
pub async fn await_holding_refcell_ref(cell: &RefCell<u32>) -> u32 {
    let guard = cell.borrow_mut();
    std::future::ready(()).await;
    *guard
}

#[attuned_telemetry_rt::observed]
pub async fn awaits_only(number: u32) -> u32 {
    std::future::ready(number).await
}

pub trait Later {
    async fn async_fn_in_trait(&self) -> u32;

    #[attuned_telemetry_rt::observed]
    async fn async_fn_in_trait_with_body(&self) -> u32 {
        1
    }

    #[attuned_telemetry_rt::observed]
    fn opaque(&self) -> impl Iterator<Item = u32> {
        std::iter::once(1)
    }
}

impl Later for Named {
    #[attuned_telemetry_rt::observed]
    async fn async_fn_in_trait(&self) -> u32 {
        1
    }

    #[attuned_telemetry_rt::observed]
    fn opaque(&self) -> std::vec::IntoIter<u32> {
        vec![1].into_iter()
    }
}

// The other groups of `clippy`.

#[attuned_telemetry_rt::observed]
pub fn cognitive_complexity_and_too_many_lines(number: usize, text: &str) {
    if number == 0 && text.len() > 0 {
        println!("0");
    }
    if number == 1 && text.len() > 1 {
        println!("1");
    }
    if number == 2 && text.len() > 2 {
        println!("2");
    }
    if number == 3 && text.len() > 3 {
        println!("3");
    }
    if number == 4 && text.len() > 4 {
        println!("4");
    }
    if number == 5 && text.len() > 5 {
        println!("5");
    }
    if number == 6 && text.len() > 6 {
        println!("6");
    }
    if number == 7 && text.len() > 7 {
        println!("7");
    }
    if number == 8 && text.len() > 8 {
        println!("8");
    }
    if number == 9 && text.len() > 9 {
        println!("9");
    }
    if number == 10 && text.len() > 10 {
        println!("10");
    }
    if number == 11 && text.len() > 11 {
        println!("11");
    }
    if number == 12 && text.len() > 12 {
        println!("12");
    }
    if number == 13 && text.len() > 13 {
        println!("13");
    }
    if number == 14 && text.len() > 14 {
        println!("14");
    }
    if number == 15 && text.len() > 15 {
        println!("15");
    }
    if number == 16 && text.len() > 16 {
        println!("16");
    }
    if number == 17 && text.len() > 17 {
        println!("17");
    }
    if number == 18 && text.len() > 18 {
        println!("18");
    }
    if number == 19 && text.len() > 19 {
        println!("19");
    }
    if number == 20 && text.len() > 20 {
        println!("20");
    }
    if number == 21 && text.len() > 21 {
        println!("21");
    }
    if number == 22 && text.len() > 22 {
        println!("22");
    }
    if number == 23 && text.len() > 23 {
        println!("23");
    }
    if number == 24 && text.len() > 24 {
        println!("24");
    }
    if number == 25 && text.len() > 25 {
        println!("25");
    }
}

#[attuned_telemetry_rt::observed]
pub fn missing_panics_doc(number: Option<u32>) -> u32 {
    assert!(number.is_some());
    number.expect("a number")
}

#[attuned_telemetry_rt::observed]
pub fn panic_in_result_fn(number: Option<u32>) -> Result<u32, fmt::Error> {
    assert!(number.is_some());
    if number == Some(1) {
        panic!("one");
    }
    Ok(number.unwrap())
}

#[attuned_telemetry_rt::observed]
fn needless_pass_by_ref_mut(numbers: &mut Vec<u32>) -> usize {
    numbers.len()
}

#[attuned_telemetry_rt::observed]
pub fn trivially_copy_pass_by_ref(number: &u8) -> u8 {
    *number
}

#[attuned_telemetry_rt::observed]
pub fn large_types_passed_by_value(numbers: [u64; 512]) -> u64 {
    numbers[0]
}

#[attuned_telemetry_rt::observed]
pub fn large_stack_arrays() -> u8 {
    let numbers = [0_u8; 600_000];
    numbers[7]
}

#[attuned_telemetry_rt::observed]
pub fn fn_params_excessive_bools(a: bool, b: bool, c: bool, d: bool) -> bool {
    a && b && c && d
}

#[attuned_telemetry_rt::observed]
pub fn ref_option(number: &Option<String>) -> &Option<String> {
    number
}

#[attuned_telemetry_rt::observed]
pub fn option_if_let_else(number: Option<u32>) -> u32 {
    if let Some(number) = number { number + 1 } else { 7 }
}

#[attuned_telemetry_rt::observed]
pub fn redundant_else(number: u32) -> u32 {
    if number > 1 {
        return 1;
    } else {
        println!();
    }
    2
}

#[attuned_telemetry_rt::observed]
pub fn branches_sharing_code(number: u32) -> u32 {
    if number > 1 {
        println!("same");
        number
    } else {
        println!("same");
        1
    }
}

#[attuned_telemetry_rt::observed]
pub fn significant_drop_tightening(mutex: &Mutex<u32>) -> u32 {
    let guard = mutex.lock().unwrap();
    let number = *guard + 1;
    println!("{number}");
    number * 2
}

#[attuned_telemetry_rt::observed]
pub fn used_underscore_binding(_number: u32) -> u32 {
    _number + 1
}

#[attuned_telemetry_rt::observed]
pub fn shadowed(number: u32) -> u32 {
    let number = number + 1;
    let number = u32::from(number > 1);
    number
}

#[attuned_telemetry_rt::observed]
pub fn items_after_statements(number: u32) -> u32 {
    println!();
    const OTHER: u32 = 1;
    number + OTHER
}

#[attuned_telemetry_rt::observed]
pub fn manual_let_else(number: Option<u32>) -> u32 {
    let number = if let Some(number) = number { number } else { return 1 };
    number + 1
}

#[attuned_telemetry_rt::observed]
pub fn map_err_ignore(text: &str) -> Result<u32, fmt::Error> {
    text.parse().map_err(|_| fmt::Error)
}

#[attuned_telemetry_rt::observed]
pub fn impl_trait_in_params(text: impl AsRef<str>) -> usize {
    text.as_ref().len()
}

#[attuned_telemetry_rt::observed]
pub async fn future_not_send(number: std::rc::Rc<u32>) -> u32 {
    std::future::ready(()).await;
    *number
}

#[attuned_telemetry_rt::observed]
pub async fn large_futures() -> u8 {
    let numbers = [0_u8; 20_000];
    std::future::ready(()).await;
    numbers[7]
}

#[attuned_telemetry_rt::observed]
pub async fn awaits_a_large_future() -> u8 {
    large_futures().await
}

#[attuned_telemetry_rt::observed]
pub async fn large_stack_frames(mutex: &Mutex<u32>) -> usize {
    let numbers = [0_u8; 600_000];
    numbers.len()
}

fn main() {}
