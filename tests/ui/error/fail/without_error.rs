use wuts_core::WutsError;

#[derive(WutsError)]
enum SendError {
    #[wuts(code = NOT_FOUND)]
    No,
}

fn main() {}
