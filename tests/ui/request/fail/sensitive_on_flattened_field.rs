use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[serde(flatten)]
    #[wuts(sensitive)]
    login: Login,
}

#[derive(Deserialize, WutsRequest)]
struct Login {
    password: String,
}

fn main() {}
