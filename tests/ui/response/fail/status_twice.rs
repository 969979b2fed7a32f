use wuts_core::WutsResponse;

#[derive(serde::Serialize, WutsResponse)]
#[wuts(status = 201, status = 202)]
struct Made {
    id: String,
}

fn main() {}
