use wuts_core::WutsEvent;

#[derive(WutsEvent)]
struct Message {
    text: String,
}

fn main() {}
