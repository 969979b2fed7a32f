use wuts_core::{Error, wuts_endpoint};

struct Service;

impl Service {
    #[wuts_endpoint(POST, "/messages")]
    async fn send(&self) -> Result<(), Error> {
        Ok(())
    }
}

fn main() {}
