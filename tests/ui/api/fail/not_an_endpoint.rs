use wuts_core::auth::TokenTable;
use wuts_core::{Api, endpoints};

struct Send;

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![Send]).into_router(TokenTable::new());
}
