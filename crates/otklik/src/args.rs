//! What may be typed: commands, their switches and their Russian words.
//!
//! In come arguments; out goes [`Args`] or one line that says what is wrong and what to do.

use clap::builder::{FalseyValueParser, Styles};
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;

const HELP: &str = "{about}\n\nКак набирать: {usage}\n\nКоманды:\n{subcommands}\n\nКлючи:\n{options}\n";
const HELP_OF_COMMAND: &str = "{about}\n\nКак набирать: {usage}\n\nКлючи:\n{options}\n";
const HELP_OF_WORDS: &str = "{about}\n\nКак набирать: {usage}\n\nЧто указать:\n{positionals}\n\nКлючи:\n{options}\n";

/// Everything typed after `otklik`.
#[derive(Debug, Parser)]
#[command(
    name = "otklik",
    version,
    about = "Отклик: независимая оценка качества от анкеты до отчёта",
    help_template = HELP,
    disable_help_subcommand = true,
    styles = Styles::plain()
)]
pub(crate) struct Args {
    /// Папка с данными
    #[arg(long, global = true, env = "OTKLIK_DATA", default_value = "./otklik-data", value_name = "ПАПКА")]
    pub(crate) data: PathBuf,
    /// База данных: sqlite://… или postgres://… (по умолчанию SQLite в папке с данными)
    #[arg(long, global = true, env = "OTKLIK_DATABASE", value_name = "URL", hide_env_values = true)]
    pub(crate) database: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Открыть портал, кабинет и API
    #[command(help_template = HELP_OF_COMMAND)]
    Serve(Serve),
    /// Выполнять задания отдельно от портала: напоминания, письма
    #[command(help_template = HELP_OF_COMMAND)]
    Worker(Work),
    /// Прочитать документы и показать, что понято; ничего не сохраняет
    #[command(help_template = HELP_OF_WORDS)]
    Read(Read),
    /// Прочитать документы и сказать, что заметил бы внимательный проверяющий
    #[command(help_template = HELP_OF_WORDS)]
    Check(Check),
    /// Прочитать документы, сохранить оригиналы и черновики для разбора
    #[command(help_template = HELP_OF_WORDS)]
    Import(Import),
    /// Написать официальную бумагу из плана в JSON
    #[command(help_template = HELP_OF_WORDS)]
    Write(Write),
    /// Посчитать оценку по ответам граждан и итогам осмотра
    #[command(help_template = HELP_OF_COMMAND)]
    Score(Box<Score>),
    /// Перенести живую базу в другую СУБД и сравнить
    #[command(help_template = HELP_OF_COMMAND)]
    Move(Move),
    /// Сохранить полную копию в один файл
    #[command(help_template = HELP_OF_WORDS)]
    Backup(OneFile),
    /// Вернуть копию в пустую базу
    #[command(help_template = HELP_OF_WORDS)]
    Restore(OneFile),
    /// Проверить всё сохранённое: суммы файлов, журнал, опубликованное
    #[command(help_template = HELP_OF_COMMAND)]
    Verify,
    /// Выгрузить журнал действий с цепочкой сумм
    #[command(help_template = HELP_OF_COMMAND)]
    Journal(Journal),
    /// Учётные записи
    #[command(subcommand, help_template = HELP)]
    User(User),
}

/// `otklik serve`
#[derive(Debug, Parser)]
pub(crate) struct Serve {
    /// Адрес, на котором отвечать
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "АДРЕС")]
    pub(crate) listen: std::net::SocketAddr,
    /// Адрес сайта для ссылок и ключей доступа, если он другой (за прокси), вместе с https
    #[arg(long, env = "OTKLIK_ORIGIN", value_name = "URL", value_parser = site_address)]
    pub(crate) origin: Option<String>,
    /// Прокси, которым верить, откуда пришёл посетитель: адреса и сети через запятую
    #[arg(long, env = "OTKLIK_PROXIES", value_name = "СПИСОК")]
    pub(crate) proxies: Option<otklik_web::Proxies>,
    /// Где эти прокси пишут адрес: x-forwarded-for или forwarded
    #[arg(long, env = "OTKLIK_PROXY_HEADER", value_name = "ЗАГОЛОВОК", default_value = "x-forwarded-for")]
    pub(crate) proxy_header: otklik_web::ProxyHeader,
    /// Не загружать примеры в пустую базу
    #[arg(long)]
    pub(crate) no_examples: bool,
    /// Не делать снимков страниц, на которые ссылаются подтверждения: программа не обращается к другим сайтам
    #[arg(long, env = "OTKLIK_NO_SNAPSHOTS", value_parser = FalseyValueParser::new())]
    pub(crate) no_snapshots: bool,
    /// Отдавать /metrics и другим машинам, а не только этой
    #[arg(long, env = "OTKLIK_METRICS", value_parser = FalseyValueParser::new())]
    pub(crate) metrics: bool,
    /// Не выполнять заданий: их выполняет otklik worker
    #[arg(long)]
    pub(crate) no_worker: bool,
    #[command(flatten)]
    pub(crate) letters: Letters,
}

/// `otklik worker`
#[derive(Debug, Parser)]
pub(crate) struct Work {
    /// Адрес сайта для ссылок в письмах, вместе с https
    #[arg(long, env = "OTKLIK_ORIGIN", value_name = "URL", value_parser = site_address, default_value = "http://127.0.0.1:8080")]
    pub(crate) origin: String,
    #[command(flatten)]
    pub(crate) letters: Letters,
}

/// How letters leave, beside the settings of the cabinet.
#[derive(Clone, clap::Args)]
pub(crate) struct Letters {
    /// Пароль сервера почты; на экране и в журнале его нет
    #[arg(long, env = "OTKLIK_SMTP_PASSWORD", value_name = "ПАРОЛЬ", hide = true, hide_env_values = true)]
    pub(crate) smtp_password: Option<String>,
    /// Файл с паролем сервера почты
    #[arg(long, env = "OTKLIK_SMTP_PASSWORD_FILE", value_name = "ФАЙЛ")]
    pub(crate) smtp_password_file: Option<PathBuf>,
    /// Сертификат (PEM), которым подписан сервер почты, если он свой
    #[arg(long, env = "OTKLIK_SMTP_CA", value_name = "ФАЙЛ")]
    pub(crate) smtp_ca: Option<PathBuf>,
}

impl std::fmt::Debug for Letters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letters").field("has_password", &self.smtp_password.is_some()).finish_non_exhaustive()
    }
}

impl Serve {
    /// As `otklik serve` with nothing after it: what the environment says is heard here too.
    pub(crate) fn alone() -> anyhow::Result<Self> {
        Serve::try_parse_from(["serve"]).map_err(|error| anyhow::anyhow!("{}", in_russian(&error)))
    }
}

/// `otklik journal`
#[derive(Debug, clap::Args)]
pub(crate) struct Journal {
    /// Печатать JSON, а не таблицу CSV
    #[arg(long)]
    pub(crate) json: bool,
    /// С какого дня: 2026-02-01
    #[arg(long, value_name = "ДЕНЬ")]
    pub(crate) since: Option<otklik_domain::Date>,
    /// По какой день включительно
    #[arg(long, value_name = "ДЕНЬ")]
    pub(crate) until: Option<otklik_domain::Date>,
    /// Только это действие, по его имени в журнале
    #[arg(long, value_name = "ДЕЙСТВИЕ")]
    pub(crate) verb: Option<String>,
}

/// `otklik read`
#[derive(Debug, clap::Args)]
pub(crate) struct Read {
    /// Документы; «-» — документ со стандартного ввода
    #[arg(value_name = "ФАЙЛ", required_unless_present = "term")]
    pub(crate) files: Vec<PathBuf>,
    /// Печатать JSON (otklik.plan/1)
    #[arg(long)]
    pub(crate) json: bool,
    /// Прочитать один срок: «до 15 марта»
    #[arg(long, value_name = "СРОК", conflicts_with = "files", allow_hyphen_values = true)]
    pub(crate) term: Option<String>,
    /// Год документа, где он не назван
    #[arg(long, value_name = "ГОД", value_parser = clap::value_parser!(i16).range(1990..=2100))]
    pub(crate) year: Option<i16>,
}

/// `otklik check`
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Документы; «-» — документ со стандартного ввода
    #[arg(value_name = "ФАЙЛ", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Печатать JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Год документа, где он не назван
    #[arg(long, value_name = "ГОД", value_parser = clap::value_parser!(i16).range(1990..=2100))]
    pub(crate) year: Option<i16>,
}

/// `otklik import`
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// Документы; «-» — документ со стандартного ввода
    #[arg(value_name = "ФАЙЛ", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Организация реестра: название, короткое имя или ИНН
    #[arg(long, value_name = "ОРГАНИЗАЦИЯ")]
    pub(crate) organisation: Option<String>,
    /// Год документа, где он не назван
    #[arg(long, value_name = "ГОД", value_parser = clap::value_parser!(i16).range(1990..=2100))]
    pub(crate) year: Option<i16>,
}

/// `otklik write`
#[derive(Debug, clap::Args)]
pub(crate) struct Write {
    /// План в JSON (otklik.plan/1); «-» — со стандартного ввода
    #[arg(value_name = "PLAN.json")]
    pub(crate) plan: PathBuf,
    /// Форма: plan-457, report-457, quarterly
    #[arg(long, value_name = "ФОРМА")]
    pub(crate) form: String,
    /// Формат: docx, odt, xlsx, pdf, html, csv
    #[arg(long, value_name = "ФОРМАТ")]
    pub(crate) format: String,
    /// Куда записать; «-» — на стандартный вывод
    #[arg(short, long, value_name = "ФАЙЛ")]
    pub(crate) output: PathBuf,
}

/// `otklik score`
#[derive(Debug, clap::Args)]
pub(crate) struct Score {
    /// Свод правил сферы: culture, education, health…
    #[arg(long, value_name = "СФЕРА")]
    pub(crate) rulebook: String,
    /// Редакция свода правил; без неё последняя
    #[arg(long, value_name = "РЕДАКЦИЯ")]
    pub(crate) edition: Option<String>,
    /// Ответы: CSV, XLSX, ODS или Parquet; можно несколько раз
    #[arg(long, value_name = "ФАЙЛ")]
    pub(crate) answers: Vec<PathBuf>,
    /// Итоги осмотра: CSV, XLSX, ODS или Parquet; можно несколько раз
    #[arg(long, value_name = "ФАЙЛ")]
    pub(crate) findings: Vec<PathBuf>,
    /// Округление: integer-indicators, criteria-one-decimal, two-decimals, none
    #[arg(long, value_name = "ПРАВИЛО", default_value = "integer-indicators")]
    pub(crate) rounding: String,
    /// Пустой показатель: renormalise, zero, mean
    #[arg(long, value_name = "ПРАВИЛО", default_value = "renormalise")]
    pub(crate) empty: String,
    /// Филиалы: mean, pooled
    #[arg(long, value_name = "ПРАВИЛО", default_value = "mean")]
    pub(crate) branches: String,
    /// Реестр: organisation, municipality, region, sector, kind
    #[arg(long, value_name = "ФАЙЛ")]
    pub(crate) registry: Option<PathBuf>,
    /// Критерии особого вида организаций: performing-arts=1,3
    #[arg(long, value_name = "ВИД=НОМЕРА")]
    pub(crate) kind_criteria: Vec<String>,
    /// Соответствие столбцов, сохранённое раньше
    #[arg(long, value_name = "ФАЙЛ")]
    pub(crate) mapping: Option<PathBuf>,
    /// Сохранить соответствие столбцов, чтобы проверить и дать в --mapping
    #[arg(long, value_name = "ФАЙЛ")]
    pub(crate) save_mapping: Option<PathBuf>,
    /// Печатать JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Объяснить каждое число до исходных подсчётов
    #[arg(long)]
    pub(crate) explain: bool,
    /// Файл, с которым прерванный подсчёт больших ответов продолжится с того же места
    #[arg(long, value_name = "ФАЙЛ")]
    pub(crate) checkpoint: Option<PathBuf>,
    /// Показать, куда ушли баллы: цена каждого недостатка в баллах и что даст его устранение
    #[arg(long)]
    pub(crate) ledger: bool,
    /// Стоимость устранения: organisation, branch, item, cost (рубли)
    #[arg(long, value_name = "ФАЙЛ", requires = "target")]
    pub(crate) costs: Option<PathBuf>,
    /// Подобрать самый дешёвый набор мер до этого итога
    #[arg(long, value_name = "БАЛЛЫ", requires = "costs")]
    pub(crate) target: Option<String>,
    /// Напечатать коды свода правил: вопросы, перечни, пункты
    #[arg(long)]
    pub(crate) items: bool,
}

/// `otklik move`
#[derive(Debug, clap::Args)]
pub(crate) struct Move {
    /// Откуда
    #[arg(long, value_name = "URL")]
    pub(crate) from: String,
    /// Куда
    #[arg(long, value_name = "URL")]
    pub(crate) to: String,
}

/// `otklik backup`, `otklik restore`
#[derive(Debug, clap::Args)]
pub(crate) struct OneFile {
    /// Файл копии
    #[arg(value_name = "ФАЙЛ")]
    pub(crate) file: PathBuf,
}

/// `otklik user …`
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Завести человека и напечатать одноразовую ссылку
    #[command(help_template = HELP_OF_WORDS)]
    Add {
        /// Имя
        #[arg(value_name = "ИМЯ")]
        name: String,
        /// Роль: methodologist, head, founder, club-worker, operator, council, administrator, auditor
        #[arg(long, default_value = "methodologist", value_name = "РОЛЬ")]
        role: String,
    },
    /// Сменить роль
    #[command(help_template = HELP_OF_WORDS)]
    Role {
        /// Имя
        #[arg(value_name = "ИМЯ")]
        name: String,
        /// Роль: methodologist, head, founder, club-worker, operator, council, administrator, auditor
        #[arg(value_name = "РОЛЬ")]
        role: String,
    },
    /// Напечатать новую одноразовую ссылку
    #[command(help_template = HELP_OF_WORDS)]
    Reset {
        /// Имя
        #[arg(value_name = "ИМЯ")]
        name: String,
    },
}

/// The address of a site: a scheme and a name, perhaps a port, nothing after them.
fn site_address(typed: &str) -> Result<String, String> {
    let address = typed.trim_end_matches('/');
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or_default();
    let is_host = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "/?#@\"<>".contains(c));
    if is_host {
        Ok(address.to_owned())
    } else {
        Err("нужен адрес вида https://otklik.example.org".to_owned())
    }
}

/// `otklik read FILE --json` and nothing else, as other programs call it thousands of times: known without a parser.
pub(crate) fn plain_read() -> Option<Read> {
    let mut args = std::env::args_os().skip(1);
    let (command, one, two) = (args.next()?, args.next()?, args.next()?);
    let file = match (one == "--json", two == "--json") {
        (true, false) => two,
        (false, true) => one,
        _ => return None,
    };
    let is_plain = command == "read" && args.next().is_none() && !file.as_encoded_bytes().starts_with(b"-");
    is_plain.then(|| Read { files: vec![PathBuf::from(file)], json: true, term: None, year: None })
}

/// Reads the arguments of this process. Help and version print themselves and end it.
pub(crate) fn parse() -> anyhow::Result<Args> {
    let typed = russian().try_get_matches().and_then(|matches| Args::from_arg_matches(&matches));
    typed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => error.exit(),
        _ => anyhow::anyhow!("{}; список команд: otklik --help", in_russian(&error)),
    })
}

/// The commands with switches of help and version that speak Russian too.
fn russian() -> clap::Command {
    let help = Arg::new("help").short('h').long("help").global(true).action(ArgAction::Help).help("Показать справку");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Показать версию");
    Args::command().disable_help_flag(true).disable_version_flag(true).arg(help).arg(version)
}

fn in_russian(error: &clap::Error) -> String {
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let what = of(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!("нет команды «{}»", of(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("непонятный ключ «{what}»"),
        ErrorKind::MissingRequiredArgument => format!("не хватает: {what}"),
        ErrorKind::ArgumentConflict => format!("«{what}» нельзя вместе с «{}»", of(ContextKind::PriorArg)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => {
            let value = of(ContextKind::InvalidValue);
            if value.is_empty() {
                format!("у «{what}» нет значения")
            } else {
                format!("«{value}» не подходит для «{what}»")
            }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "не названа команда".to_owned()
        }
        ErrorKind::InvalidUtf8 => "в командной строке не UTF-8".to_owned(),
        _ => "команда набрана неверно".to_owned(),
    }
}
