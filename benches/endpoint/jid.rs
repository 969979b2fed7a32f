//! The grammar of a chat id, by hand.

pub fn is_jid(text: &str) -> bool {
    let digits = |text: &str, min, max| (min..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    match text.rsplit_once('@') {
        Some((user, "s.whatsapp.net")) => {
            let (number, device) = user.split_once(':').unwrap_or((user, "0"));
            digits(number, 5, 20) && digits(device, 1, 5)
        }
        Some((user, "g.us")) => {
            let (id, created) = user.split_once('-').unwrap_or((user, "0"));
            digits(id, 5, 25) && digits(created, 1, 15)
        }
        Some((user, "newsletter")) => digits(user, 5, 25),
        Some((user, "lid")) => {
            let (id, device) = user.split_once(':').unwrap_or((user, "0"));
            (1..=32).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric()) && digits(device, 1, 5)
        }
        Some((user, "broadcast")) => user == "status" || digits(user, 5, 25),
        _ => false,
    }
}
