use attuned_telemetry_rt::observed;

struct User;

#[observed(fields(user))]
fn get(user: User) {
    drop(user);
}

fn main() {
    get(User);
}
