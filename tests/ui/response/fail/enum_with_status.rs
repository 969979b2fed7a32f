use wuts_core::WutsResponse;

#[derive(WutsResponse)]
#[wuts(status = 202)]
enum Media {
    Bytes(Vec<u8>),
}

fn main() {}
