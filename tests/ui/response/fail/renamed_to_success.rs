use wuts_core::WutsResponse;

#[derive(serde::Serialize, WutsResponse)]
struct Made {
    #[serde(rename = "success")]
    is_made: bool,
}

fn main() {}
