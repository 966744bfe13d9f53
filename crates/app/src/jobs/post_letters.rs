//! Gives waiting letters to the post, a few at a time; what does not go says why.
//!
//! Whoever was blocked, lost the address or refused letters meanwhile is not written to. When the post takes nothing at
//! all the rest waits, and its words stand beside the letter that was tried.

use super::{AGAIN_AFTER_MINUTES, Worker};
use crate::letters::{outgoing, settings_of};
use crate::post::{Post, PostFault};
use crate::refusal::Refusal;
use jiff::SignedDuration;
use otklik_domain::reminder::Pace;
use otklik_store::record::{Letter, LetterState, PersonState};
use std::ops::ControlFlow;

/// As many letters are taken at once; a stop in the middle sends at most one of them twice.
const AT_ONCE: usize = 20;
const LEASE: SignedDuration = SignedDuration::from_mins(10);

pub(super) async fn run(worker: &Worker) -> Result<(), Refusal> {
    let mut post = None;
    loop {
        let letters = worker.house.store.claim_letters(worker.house.clock.now(), LEASE, AT_ONCE).await?;
        if letters.is_empty() {
            return Ok(());
        }
        let opened = match post.take() {
            Some(opened) => opened,
            None => worker.mail.post(&settings_of(&*worker.house.store).await?),
        };
        let mut rest = letters.iter();
        while let Some(letter) = rest.next() {
            let went = match &opened {
                Ok(post) => send(worker, &**post, letter).await?,
                Err(why) => Err(why.clone()),
            };
            if settle(worker, letter, went).await?.is_break() {
                return put_back(worker, rest.as_slice()).await;
            }
        }
        post = Some(opened);
    }
}

/// What becomes of a letter.
enum Went {
    Sent,
    /// Nobody is to be told any more, and why.
    Dropped(&'static str),
}

async fn send(worker: &Worker, post: &dyn Post, letter: &Letter) -> Result<Result<Went, PostFault>, Refusal> {
    let store = &worker.house.store;
    let Some(person) = store.find_person(letter.letter.person).await?.map(|kept| kept.value) else {
        return Ok(Ok(Went::Dropped("учётной записи больше нет")));
    };
    if person.state != PersonState::Active {
        return Ok(Ok(Went::Dropped("вход закрыт")));
    }
    if person.email.as_deref() != Some(letter.letter.address.as_str()) {
        return Ok(Ok(Went::Dropped("адрес почты изменился")));
    }
    let choice = store.find_letter_choice(person.id).await?;
    if choice.is_some_and(|choice| choice.pace == Pace::Never) {
        return Ok(Ok(Went::Dropped("человек отказался от писем")));
    }
    let ready = outgoing(&worker.house, &worker.site, letter, &person.name).await?;
    Ok(post.send(&ready).await.map(|()| Went::Sent))
}

async fn settle(worker: &Worker, letter: &Letter, went: Result<Went, PostFault>) -> Result<ControlFlow<()>, Refusal> {
    let (store, id, now) = (&worker.house.store, letter.letter.id, worker.house.clock.now());
    let wait = usize::try_from(letter.n_attempts - 1).ok().and_then(|at| AGAIN_AFTER_MINUTES.get(at));
    let again = wait.map(|minutes| now + SignedDuration::from_mins(*minutes));
    match (went, again) {
        (Ok(Went::Sent), _) => store.settle_letter(id, LetterState::Sent, None, now).await?,
        (Ok(Went::Dropped(why)), _) => store.settle_letter(id, LetterState::Dropped, Some(why), now).await?,
        (Err(PostFault::Later(why)), Some(again)) => {
            store.settle_letter(id, LetterState::Waiting, Some(&why), again).await?;
        }
        (Err(PostFault::Unreachable(why)), Some(again)) => {
            store.settle_letter(id, LetterState::Waiting, Some(&why), again).await?;
            return Ok(ControlFlow::Break(()));
        }
        (Err(why), _) => store.settle_letter(id, LetterState::Failed, Some(&why.to_string()), now).await?,
    }
    Ok(ControlFlow::Continue(()))
}

/// Letters that were taken and not tried wait on.
async fn put_back(worker: &Worker, letters: &[Letter]) -> Result<(), Refusal> {
    let soon = worker.house.clock.now() + SignedDuration::from_mins(1);
    for letter in letters {
        let why = letter.last_fault.as_deref();
        worker.house.store.settle_letter(letter.letter.id, LetterState::Waiting, why, soon).await?;
    }
    Ok(())
}
