//! Functions with many warnings. Annotations do not hide them.

use attuned_telemetry_rt as _;

#[attuned_telemetry_rt::observed]
fn dead_code(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
async fn dead_code_later(number: u32) -> u32 {
    number
}

#[attuned_telemetry_rt::observed]
pub fn needless_return(number: u32) -> u32 {
    return number;
}

#[attuned_telemetry_rt::observed]
pub async fn needless_return_later(number: u32) -> u32 {
    return number;
}

#[attuned_telemetry_rt::observed]
pub fn unused_variables(number: u32, other: u32) -> u32 {
    let third = 3;
    number
}

#[attuned_telemetry_rt::observed]
pub async fn unused_variables_later(number: u32, other: u32, another: u32) -> u32 {
    let third = 3;
    number
}

#[attuned_telemetry_rt::observed]
pub fn unused_mut(mut number: u32) -> u32 {
    let mut other = number;
    other
}

#[attuned_telemetry_rt::observed]
pub async fn unused_mut_later(mut number: u32) -> u32 {
    let mut other = number;
    other
}

#[attuned_telemetry_rt::observed]
pub fn unused_braces(number: u32) -> u32 {
    (u32::max({ 7 }, number))
}

#[attuned_telemetry_rt::observed]
pub fn unused_assignments(number: u32) -> u32 {
    let mut other = 1;
    other = number;
    other
}

#[attuned_telemetry_rt::observed]
pub fn unused_must_use(text: &str) {
    text.parse::<u32>();
}

#[attuned_telemetry_rt::observed]
pub async fn unused_must_use_later(text: &str) {
    text.parse::<u32>();
}

#[attuned_telemetry_rt::observed]
pub fn unreachable_code() -> u32 {
    return 1;
    2
}

#[attuned_telemetry_rt::observed]
pub fn let_and_return(text: &str) -> usize {
    let length = text.len();
    length
}

#[attuned_telemetry_rt::observed]
pub async fn let_and_return_later(text: &str) -> usize {
    let length = text.len();
    length
}

#[attuned_telemetry_rt::observed]
pub fn clone_on_copy(number: u32) -> u32 {
    number.clone()
}

#[attuned_telemetry_rt::observed]
pub fn needless_pass_by_value(text: String) -> usize {
    text.len()
}

#[attuned_telemetry_rt::observed]
pub async fn unused_async() -> u32 {
    1
}

#[attuned_telemetry_rt::observed]
pub fn unused_unit() -> () {}

#[attuned_telemetry_rt::observed]
pub fn unwrap_used(text: &str) -> u32 {
    text.parse().unwrap()
}

#[attuned_telemetry_rt::observed]
pub fn missing_errors_doc(text: &str) -> Result<u32, std::num::ParseIntError> {
    Ok(text.parse::<u32>()?)
}

#[attuned_telemetry_rt::observed]
pub async fn panic_later() {
    panic!("not yet");
}

#[attuned_telemetry_rt::observed]
pub fn panic_in_a_future() -> impl Future<Output = u32> {
    println!("made");
    async { panic!("not yet") }
}

#[attuned_telemetry_rt::observed]
pub async fn todo_later() -> u32 {
    todo!("not yet")
}

#[attuned_telemetry_rt::observed]
pub fn ptr_arg(texts: &Vec<String>) -> usize {
    texts.len()
}

#[attuned_telemetry_rt::observed]
pub fn needless_lifetimes<'a>(text: &'a str) -> &'a str {
    text
}

#[attuned_telemetry_rt::audited(event = StateUpdated, user_id = number)]
fn dead_code_audited(number: u32) -> u32 {
    return number;
}

#[attuned_telemetry_rt::audited(event = StateUpdated)]
pub async fn unused_variables_audited(number: u32) -> u32 {
    let third = 3;
    return 1;
}

#[attuned_telemetry_rt::observed]
#[attuned_telemetry_rt::audited(event = StateUpdated)]
pub async fn unused_variables_under_both(number: u32) -> u32 {
    let third = 3;
    return 1;
}

struct Block;

#[attuned_telemetry_rt::observed]
#[attuned_telemetry_rt::audited(event = StateUpdated)]
impl Block {
    fn dead_code_in_a_block(&self) -> u32 {
        return 1;
    }

    pub fn unused_in_a_block(&self, number: u32) -> u32 {
        let mut third = 3;
        let result = (4);
        result
    }

    #[attuned_telemetry_rt::observed(op = "later")]
    pub async fn later_in_a_block(&self, number: u32) -> u32 {
        let third = 3;
        return 1;
    }

    #[attuned_telemetry_rt::observed(skip)]
    #[attuned_telemetry_rt::audited(skip)]
    pub fn left_out(&self, number: u32) -> u32 {
        return 1;
    }
}

#[derive(attuned_telemetry_rt::HealthCheck)]
struct DeadCode {
    unread: u32,
}

fn main() {
    let _ = (needless_return(1), unused_variables(1, 2));
}
