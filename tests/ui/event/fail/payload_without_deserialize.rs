use wuts_core::WutsEvent;

struct Message {
    text: String,
}

#[derive(WutsEvent)]
enum Mine {
    #[wuts(event = "message.received")]
    Message(Message),
}

fn main() {}
