use wuts_core::WutsRequest;

#[derive(WutsRequest)]
struct Body {
    text: String,
}

fn main() {}
