use attuned_telemetry_rt::observed;

struct User;

#[observed(fields(who = %user))]
fn get(user: User) {
    drop(user);
}

fn main() {
    get(User);
}
