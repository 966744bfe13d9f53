use std::fmt;

/// Why a questionnaire is worth a look («признак недостоверности»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Filled faster than it can be read: seconds taken and the least that it takes.
    TooFast(u32, u32),
    /// So many questionnaires from one browser.
    OneDevice(usize),
    /// So many in a row on one tablet, one right after the other.
    InARow(usize),
    /// A script would have come without this small piece of work, and so did this one.
    NoWork,
    /// The same words of one's own in so many questionnaires.
    SameWords(usize),
    /// One of so many within this many minutes.
    Burst(usize, u32),
    /// One of so many equal ones within the minutes of a burst.
    Equal(usize),
    /// The same word to all of so many questions.
    OneWord(usize),
}

impl Reason {
    /// Whether it can hardly happen to an honest person. A concert ends and a hall full of people answers at once, alike
    /// and contented: a crowd proves nothing.
    pub fn is_strong(self) -> bool {
        matches!(self, Reason::TooFast(..) | Reason::OneDevice(_) | Reason::InARow(_) | Reason::SameWords(_))
    }

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Reason::TooFast(..) => "too-fast",
            Reason::OneDevice(_) => "one-device",
            Reason::InARow(_) => "in-a-row",
            Reason::NoWork => "no-work",
            Reason::SameWords(_) => "same-words",
            Reason::Burst(..) => "burst",
            Reason::Equal(_) => "equal",
            Reason::OneWord(_) => "one-word",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::TooFast(took, least) => {
                write!(f, "заполнена за {took} с, прочитать её быстрее чем за {least} с нельзя")
            }
            Reason::OneDevice(n) => write!(f, "с одного устройства пришло анкет: {n}"),
            Reason::InARow(n) => write!(f, "одна из {n} анкет, заполненных на планшете подряд без перерыва"),
            Reason::NoWork => f.write_str("браузер не прошёл проверку, которую проходят обычные браузеры"),
            Reason::SameWords(n) => write!(f, "одни и те же слова в пожеланиях, анкет: {n}"),
            Reason::Burst(n, minutes) => write!(f, "одна из {n} анкет, пришедших за {minutes} мин"),
            Reason::Equal(n) => write!(f, "одна из {n} одинаковых анкет за короткое время"),
            Reason::OneWord(n) => write!(f, "один и тот же ответ на все вопросы: {n}"),
        }
    }
}
