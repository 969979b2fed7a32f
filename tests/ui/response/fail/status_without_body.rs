use wuts_core::WutsResponse;

#[derive(serde::Serialize, WutsResponse)]
#[wuts(status = 204)]
struct Gone {
    id: String,
}

fn main() {}
