use serde::Serialize;
use wuts_core::WutsResponse;

#[derive(Serialize, WutsResponse)]
struct Sent {
    id: String,
    #[serde(rename = "ok")]
    success: bool,
}

#[derive(Serialize, WutsResponse)]
#[wuts(status = 201)]
struct Created<T: Serialize> {
    device: T,
}

#[derive(Serialize, WutsResponse)]
struct Empty {}

fn main() {
    fn is_response<T: WutsResponse>() {}
    is_response::<Sent>();
    is_response::<Created<u8>>();
    is_response::<Empty>();
}
