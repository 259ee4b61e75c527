use attuned_telemetry_rt::observed;

#[observed(buckets(
    "1ms", "2ms", "3ms", "4ms", "5ms", "6ms", "7ms", "8ms", "9ms", "10ms", "11ms", "12ms", "13ms",
    "14ms", "15ms", "16ms", "17ms", "18ms", "19ms", "20ms", "21ms", "22ms", "23ms", "24ms", "25ms",
    "26ms", "27ms", "28ms", "29ms", "30ms", "31ms", "32ms", "33ms", "34ms", "35ms", "36ms", "37ms",
    "38ms", "39ms", "40ms", "41ms", "42ms", "43ms", "44ms", "45ms", "46ms", "47ms", "48ms", "49ms",
    "50ms", "51ms", "52ms", "53ms", "54ms", "55ms", "56ms", "57ms", "58ms", "59ms", "60ms", "61ms",
    "62ms", "63ms", "64ms", "65ms", "66ms", "67ms", "68ms", "69ms", "70ms", "71ms", "72ms", "73ms",
    "74ms", "75ms", "76ms", "77ms", "78ms", "79ms", "80ms", "81ms", "82ms", "83ms", "84ms", "85ms",
    "86ms", "87ms", "88ms", "89ms", "90ms", "91ms", "92ms", "93ms", "94ms", "95ms", "96ms", "97ms",
    "98ms", "99ms", "100ms", "101ms", "102ms"
))]
fn upsert() {}

fn main() {}
