use wuts_core::WutsResponse;

#[derive(WutsResponse)]
union Sent {
    a: u8,
    b: u16,
}

fn main() {}
