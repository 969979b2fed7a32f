use wuts_core::WutsEvent;

#[derive(WutsEvent)]
union Either {
    a: u8,
    b: u8,
}

fn main() {}
