use crate::write::Ending;
use jiff::civil::Date;

/// Who signs a paper, who made it and when («подписи»). Unknown people leave lines to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signers {
    /// Position of the head, «Директор МБУК ЕЦКС».
    pub head_position: Option<String>,
    /// «И.И. Иванов»
    pub head_name: Option<String>,
    /// Who made the paper.
    pub maker: Option<String>,
    /// How to ring them up.
    pub phone: Option<String>,
    /// The day the paper is made, for the properties of the file.
    pub made_on: Option<Date>,
}

impl Signers {
    /// The end of the paper: the head signs, the maker is named.
    pub(in crate::forms) fn endings(&self) -> Vec<Ending> {
        self.endings_of("Руководитель организации")
    }

    /// The same where somebody else signs; `position` stands where nobody is named.
    pub(in crate::forms) fn endings_of(&self, position: &str) -> Vec<Ending> {
        let position = self.head_position.clone().unwrap_or_else(|| position.to_owned());
        let maker = self.maker.as_deref().unwrap_or("______________________________");
        let phone = self.phone.as_deref().unwrap_or("____________________");
        vec![
            Ending::Signature { position, name: self.head_name.clone() },
            Ending::Maker { text: format!("Исполнитель: {maker}, тел. {phone}") },
        ]
    }
}
