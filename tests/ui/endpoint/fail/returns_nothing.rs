use wuts_core::wuts_endpoint;

#[wuts_endpoint(POST, "/messages")]
async fn send() {}

fn main() {}
