use wuts_core::wuts_endpoint;

#[wuts_endpoint(GET, "/version")]
async fn version() -> String {
    String::from("1.0.0")
}

fn main() {}
