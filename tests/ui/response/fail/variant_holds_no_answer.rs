use wuts_core::WutsResponse;

struct Later;

#[derive(WutsResponse)]
enum Media {
    Bytes(Vec<u8>),
    Later(Later),
}

fn main() {}
