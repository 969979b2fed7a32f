use wuts_core::WutsResponse;

#[derive(serde::Serialize, WutsResponse)]
#[serde(transparent)]
struct Made {
    id: String,
}

fn main() {}
