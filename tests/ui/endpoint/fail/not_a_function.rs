use wuts_core::wuts_endpoint;

#[wuts_endpoint(POST, "/messages")]
struct Send;

fn main() {}
