use wuts_core::WutsResponse;

#[derive(WutsResponse)]
enum Media {
    Bytes(Vec<u8>),
    Later,
}

fn main() {}
