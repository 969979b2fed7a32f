use serde::Deserialize;
use wuts_core::{Error, WutsRequest, wuts_endpoint};

#[derive(Deserialize, WutsRequest)]
struct Page {
    limit: u8,
}

#[wuts_endpoint(GET, "/messages", public)]
async fn list(page: Page) -> Result<String, Error> {
    Ok(page.limit.to_string())
}

fn main() {}
