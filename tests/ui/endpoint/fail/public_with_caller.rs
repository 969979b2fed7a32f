use wuts_core::auth::Caller;
use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/me", public)]
async fn me(caller: Caller) -> Result<String, Error> {
    Ok(caller.role.to_string())
}

fn main() {}
