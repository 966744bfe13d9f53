/// How an answer came («способ ответа»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// на сайте
    Web,
    /// на планшете в организации
    Kiosk,
    /// на бумаге
    Paper,
    /// по телефону
    Phone,
    /// в личной беседе
    Interview,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 5] = [Channel::Web, Channel::Kiosk, Channel::Paper, Channel::Phone, Channel::Interview];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Kiosk => "kiosk",
            Channel::Paper => "paper",
            Channel::Phone => "phone",
            Channel::Interview => "interview",
        }
    }

    /// The channel as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Channel::Web => "на сайте",
            Channel::Kiosk => "на планшете в организации",
            Channel::Paper => "на бумаге",
            Channel::Phone => "по телефону",
            Channel::Interview => "в личной беседе",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}
