use wuts_core::WutsResponse;

#[derive(WutsResponse)]
struct Sent {
    id: String,
}

fn main() {}
