use wuts_core::WutsEvent;
use wuts_core::webhook::event::RawData;

#[derive(WutsEvent)]
enum Mine {
    #[wuts(event = "Message")]
    Message(RawData),
    #[wuts(evnt = "call.offer")]
    Call(RawData),
    Other(RawData),
}

fn main() {}
