use wuts_core::WutsEvent;

#[derive(WutsEvent)]
enum Mine<T> {
    #[wuts(event = "message.received")]
    Message(T),
}

fn main() {}
