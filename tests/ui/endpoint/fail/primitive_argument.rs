use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/messages")]
async fn read(_count: u32) -> Result<(), Error> {
    Ok(())
}

fn main() {}
