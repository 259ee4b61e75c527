use attuned_telemetry_rt::audited;

struct User;

#[audited(event = StateDeleted, who = user)]
fn delete(user: User) {
    drop(user);
}

fn main() {
    delete(User);
}
