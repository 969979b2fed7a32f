use std::rc::Rc;

use wuts_core::{Error, wuts_endpoint};

async fn elsewhere() {}

#[wuts_endpoint(GET, "/count", public)]
async fn count() -> Result<String, Error> {
    let shared = Rc::new(1);
    elsewhere().await;
    Ok(shared.to_string())
}

fn main() {}
