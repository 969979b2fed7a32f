use wuts_core::WutsRequest;

struct Unread;

#[derive(WutsRequest)]
struct Body {
    unread: Unread,
}

impl<'de> serde::Deserialize<'de> for Body {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer)?;
        Ok(Self { unread: Unread })
    }
}

fn main() {}
