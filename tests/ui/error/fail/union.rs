use wuts_core::WutsError;

#[derive(WutsError)]
union SendError {
    a: u8,
    b: u16,
}

fn main() {}
