use attuned_telemetry_rt::observed;

struct User;

#[observed(fields(?user))]
async fn get(user: User) {
    drop(user);
}

fn main() {
    drop(get(User));
}
