use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages")]
async fn send(_a0: String, _a1: String, _a2: String, _a3: String, _a4: String, _a5: String, _a6: String, _a7: String, _a8: String, _a9: String, _a10: String, _a11: String, _a12: String) -> Result<(), Error> {
    Ok(())
}

fn main() {}
