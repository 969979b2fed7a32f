use wuts_core::WutsEvent;

#[derive(WutsEvent)]
enum Mine {
    #[wuts(event = "device.connected")]
    Connected,
}

fn main() {}
