//! Letters by SMTP, and what a server's refusal means in words.

use super::{Outgoing, Post, PostFault, PostSettings, Security, mime};
use async_trait::async_trait;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::time::Duration;

/// How long a server may take over one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail server.
pub struct Smtp {
    settings: PostSettings,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// The server of the settings; `password` is used where a name is set, `authority` is one more certificate in PEM that
    /// the server's may be signed by.
    ///
    /// # Errors
    /// `Unreachable` when the settings cannot be used.
    pub fn new(settings: PostSettings, password: Option<&str>, authority: Option<&[u8]>) -> Result<Self, PostFault> {
        let broken = |why: Error| PostFault::Unreachable(format!("Настройки почты не годятся: {}", causes(&why)));
        let parameters = || {
            let mut builder = TlsParameters::builder(settings.host.clone());
            if let Some(pem) = authority {
                builder = builder.add_root_certificate(Certificate::from_pem(pem)?);
            }
            builder.build_rustls()
        };
        let tls = match settings.security {
            Security::None => Tls::None,
            Security::Starttls => Tls::Required(parameters().map_err(broken)?),
            Security::Tls => Tls::Wrapper(parameters().map_err(broken)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.clone())
            .port(settings.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if !settings.user.is_empty() {
            let Some(password) = password else {
                let words = "Имя для входа задано, а пароля нет: передайте его программе в OTKLIK_SMTP_PASSWORD";
                return Err(PostFault::Unreachable(words.to_owned()));
            };
            builder = builder.credentials(Credentials::new(settings.user.clone(), password.to_owned()));
        }
        Ok(Smtp { transport: builder.build(), settings })
    }

    fn in_words(&self, why: &Error) -> PostFault {
        let (host, port) = (&self.settings.host, self.settings.port);
        let code = why.status().map(|code| code.to_string());
        match code.as_deref() {
            Some("530" | "534" | "535" | "538") => PostFault::Unreachable(format!(
                "Сервер {host} не принял имя или пароль: проверьте имя в настройках и OTKLIK_SMTP_PASSWORD ({})",
                causes(why)
            )),
            Some(code) if code.starts_with('4') => {
                PostFault::Later(format!("Сервер {host} просит повторить позже ({})", causes(why)))
            }
            Some(_) => PostFault::Rejected(format!("Сервер {host} не принял письмо ({})", causes(why))),
            None if why.is_timeout() => PostFault::Unreachable(format!(
                "Сервер {host}:{port} не ответил за {} секунд: проверьте имя, порт и что сеть до него открыта",
                PATIENCE.as_secs()
            )),
            None if why.is_tls() => PostFault::Unreachable(format!(
                "С сервером {host}:{port} не удалось договориться о шифровании: проверьте вид защиты и сертификат ({})",
                causes(why)
            )),
            None => PostFault::Unreachable(format!(
                "Сервер {host}:{port} недоступен: проверьте имя, порт и вид защиты ({})",
                causes(why)
            )),
        }
    }
}

#[async_trait]
impl Post for Smtp {
    async fn send(&self, letter: &Outgoing) -> Result<(), PostFault> {
        let message = mime::message(&self.settings, letter)?;
        self.transport.send(message).await.map(|_| ()).map_err(|why| self.in_words(&why))
    }
}

/// An error with its causes in one line.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let (mut words, mut cause) = (error.to_string(), error.source());
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words.push_str(": ");
            words.push_str(&more);
        }
        cause = error.source();
    }
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}
