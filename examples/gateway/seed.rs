//! The conversations that a new archive holds: always the same, so that an answer can be compared with another day's.

/// A message to be stored.
pub struct Seed {
    pub chat: &'static str,
    pub id: String,
    pub sender: String,
    pub from_me: bool,
    pub sent_at: i64,
    pub content: String,
    pub push_name: Option<&'static str>,
}

/// The message that the reference's request names as its anchor.
const ANCHOR: (&str, i64) = ("3EB0XXXX1234ABCD", 1_750_000_000);

/// Each chat: its JID, the other side (in a group, a member), a name, and how many messages it has.
const CHATS: [(&str, &str, &str, usize); 5] = [
    ("5511999999999@s.whatsapp.net", "5511999999999@s.whatsapp.net", "Jane Doe", 1200),
    ("5511988887777@s.whatsapp.net", "5511988887777@s.whatsapp.net", "João Silva", 800),
    ("120363039000000000@g.us", "5511977776666@s.whatsapp.net", "Support Team", 1000),
    ("112233445566778@lid", "112233445566778@lid", "Maria", 300),
    ("120363039000000001@newsletter", "120363039000000001@newsletter", "Acme News", 30),
];

const TEXTS: [&str; 8] = [
    "Bom dia! Tudo certo com o pedido?",
    "Your order has left the warehouse.",
    "👍",
    "Can we move the call to 3 pm?",
    "Obrigado, até amanhã.",
    "The invoice is attached to my mail of yesterday.",
    "\"Done\" means merged\\deployed, right?",
    "Olá,\nsegue o endereço:\nRua das Flores 12",
];

/// All messages, each chat in the order of time: one about every 11 minutes, the last one the anchor's second.
pub fn messages(owner: &str) -> impl Iterator<Item = Seed> + '_ {
    CHATS.iter().enumerate().flat_map(move |(chat_number, &(chat, other, name, count))| {
        (0..count).map(move |i| {
            let is_anchor = chat_number == 0 && i + 1 == count;
            let from_me = i % 3 == 1 && !is_anchor;
            let before = i64::try_from(count - 1 - i).unwrap_or(0);
            Seed {
                chat,
                id: if is_anchor { ANCHOR.0.to_owned() } else { format!("3EB0{chat_number:04X}{i:08X}") },
                sender: if from_me { owner.to_owned() } else { other.to_owned() },
                from_me,
                sent_at: ANCHOR.1 - before * 660,
                content: TEXTS[(i * 5 + chat_number) % TEXTS.len()].to_owned(),
                push_name: (!from_me).then_some(name),
            }
        })
    })
}
