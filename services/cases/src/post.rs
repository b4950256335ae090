//! Letters go out: what acts wrote into the outbox is sent, and what servers answer comes into the records of the cases.
//!
//! Any number of replicas may work: a letter that one has taken is left alone by the others for as long as a try can take. Sent
//! twice it is the same letter (one Message-ID), and noted twice it is noted once, for its service is settled by then.

use chrono::{DateTime, TimeDelta, Utc};
use mail::{Answer, Attachment, Letter, Mailer};
use refusal::{Code, Failure, Fault};
use tokio_util::sync::CancellationToken;

use cases_domain::Act;
use cases_domain::serving::{Act as Own, NoteArrival, NoteBounce};

use crate::clocks::{cause, request_id};
use crate::handle::{By, Desk, Mode, Request};
use crate::party::CODE_LIFE;
use crate::store::{self, Answered, Unsent};

/// "Method" under which what servers answer is kept.
const METHOD: &str = "/yifa.cases.post/Note";

/// Letters looked at in one statement.
const PAGE: i64 = 20;

/// How long a letter that was taken is left alone by others.
const LEASE: TimeDelta = TimeDelta::minutes(10);

/// What one round came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Posted {
    /// Letters that a server took.
    pub taken: u32,
    /// Letters that a server refused, or that were given up.
    pub failed: u32,
    /// Letters that wait for their next try.
    pub deferred: u32,
    /// Records that say what became of their letters.
    pub noted: u32,
}

/// What sends the letters of cases.
#[derive(Debug, Clone)]
pub struct Post {
    desk: Desk,
    mailer: Option<Mailer>,
    taken_is_arrived: bool,
    give_up_after: TimeDelta,
}

impl Post {
    /// What sends letters by these settings.
    pub fn new(desk: Desk, settings: &mail::Settings) -> Result<Self, mail::Unusable> {
        Ok(Self {
            desk,
            mailer: Mailer::open(settings)?,
            taken_is_arrived: settings.taken_is_arrived,
            give_up_after: TimeDelta::hours(i64::from(settings.give_up_after_h.max(1))),
        })
    }

    /// Sends what waits, again and again, until told to stop.
    pub async fn run(self, interval: std::time::Duration, stop: CancellationToken) {
        loop {
            match self.round().await {
                Ok(posted) if posted != Posted::default() => {
                    tracing::info!(
                        taken = posted.taken,
                        failed = posted.failed,
                        deferred = posted.deferred,
                        noted = posted.noted,
                        "letters went out"
                    );
                }
                Ok(_) => {}
                Err(fault) => {
                    tracing::warn!(error = %cause(&fault), "letters cannot go out");
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(interval) => {}
            }
        }
    }

    /// Sends what waits now, and puts into the records what was answered.
    pub async fn round(&self) -> Result<Posted, Fault> {
        let mut posted = Posted::default();
        loop {
            let mut conn = self.desk.pool().acquire().await?;
            let now = self.desk.now();
            // One at a time: the lease is as long as one try, not as long as many.
            let letters = store::take_letters(&mut conn, now, LEASE, 1).await?;
            drop(conn);
            if letters.is_empty() {
                break;
            }
            for letter in letters {
                self.send(&letter, &mut posted).await?;
            }
        }
        self.note(&mut posted).await?;
        Ok(posted)
    }

    async fn send(&self, waiting: &Unsent, posted: &mut Posted) -> Result<(), Fault> {
        let answer = self.try_letter(waiting).await;
        #[cfg(feature = "failpoints")]
        hold("post.answered").await;
        let now = self.desk.now();
        // What encloses no document is a one-time code, of no use once it has run out.
        let patience = if waiting.sm3.is_none() {
            CODE_LIFE.min(self.give_up_after)
        } else {
            self.give_up_after
        };
        let given_up = now - waiting.written_at >= patience;
        let mut conn = self.desk.pool().acquire().await?;
        let id = waiting.letter_id;
        match answer {
            Answer::Taken { text } => {
                posted.taken += 1;
                let state = if self.taken_is_arrived {
                    "ARRIVED"
                } else {
                    "TAKEN"
                };
                let text = told(&text, waiting.tries);
                store::answer_letter(&mut conn, id, (state, &text), now).await?;
            }
            Answer::Refused { text } => {
                posted.failed += 1;
                store::answer_letter(&mut conn, id, ("BOUNCED", &text), now).await?;
            }
            Answer::Deferred { text } if given_up => {
                posted.failed += 1;
                let why = match patience.num_hours() {
                    0 => format!("{}分钟内未能投递：{text}", patience.num_minutes()),
                    hours => format!("{hours}小时内未能投递：{text}"),
                };
                store::answer_letter(&mut conn, id, ("GIVEN_UP", &why), now).await?;
            }
            Answer::Deferred { text } => {
                posted.deferred += 1;
                tracing::warn!(letter.id = %id, tries = waiting.tries, answer = %text, "a letter waits for its next try");
                let next = now + pause(waiting.tries);
                store::defer_letter(&mut conn, id, &text, next).await?;
            }
        }
        Ok(())
    }

    /// Tries a letter; one whose file cannot be read now is tried again.
    async fn try_letter(&self, waiting: &Unsent) -> Answer {
        let Some(mailer) = &self.mailer else {
            return Answer::Deferred {
                text: "未设置邮件服务器".to_owned(),
            };
        };
        let mut attachments = Vec::new();
        if let Some(sm3) = &waiting.sm3 {
            match self.desk.file(sm3).await {
                Ok(bytes) => attachments.push(Attachment {
                    name: waiting.file_name.clone().unwrap_or_default(),
                    media_type: "application/pdf",
                    bytes,
                }),
                Err(_) => {
                    return Answer::Deferred {
                        text: "文书文件暂时无法读取".to_owned(),
                    };
                }
            }
        }
        let letter = Letter {
            id: &waiting.letter_id.to_string(),
            to: &waiting.recipient,
            subject: &waiting.subject,
            text: &waiting.body,
            written_at: waiting.written_at,
            attachments,
        };
        match mailer.send(&letter).await {
            Ok(answer) => answer,
            Err(error) => Answer::Refused {
                text: format!("信件无法写成：{error}"),
            },
        }
    }

    /// Puts into the records of cases what became of their letters.
    async fn note(&self, posted: &mut Posted) -> Result<(), Fault> {
        let mut conn = self.desk.pool().acquire().await?;
        let answered = store::unnoted_letters(&mut conn, PAGE * 10).await?;
        drop(conn);
        for letter in answered {
            let request = request(&letter);
            #[cfg(feature = "failpoints")]
            hold("post.unnoted").await;
            match Box::pin(self.desk.handle(By::Platform, "", &request)).await {
                Ok(_) => posted.noted += 1,
                Err(Failure::Refusal(refusal)) if refusal.reason().code == Code::Refused => {
                    // Settled meanwhile: the party signed, or the service was withdrawn.
                    tracing::info!(letter.id = %letter.letter_id, reason = refusal.reason().name, "nothing left to note of a letter");
                }
                Err(Failure::Refusal(refusal)) => {
                    tracing::warn!(letter.id = %letter.letter_id, reason = refusal.reason().name, "a letter stays to be noted");
                    continue;
                }
                Err(Failure::Fault(fault)) => {
                    tracing::warn!(letter.id = %letter.letter_id, error = %cause(&fault), "a letter stays to be noted");
                    continue;
                }
            }
            let mut conn = self.desk.pool().acquire().await?;
            store::note_letter(&mut conn, letter.letter_id).await?;
        }
        Ok(())
    }
}

/// What a server answered that took a letter. An earlier try may have reached it too, its answer lost: the record says that the letter
/// may have come twice, and that it is the same.
fn told(answer: &str, tries: i32) -> String {
    if tries <= 1 {
        return answer.to_owned();
    }
    format!("{answer}（第{tries}次投递；各次投递为同一邮件，邮件标识相同）")
}

/// Stays at a point for ever, as a killed process does, where a test says so.
#[cfg(feature = "failpoints")]
async fn hold(point: &'static str) {
    if fail::eval(point, |_| ()).is_some() {
        std::future::pending::<()>().await;
    }
}

/// How long a letter waits after so many tries: a minute, then longer and longer, four hours at most.
fn pause(tries: i32) -> TimeDelta {
    let doubled = u32::try_from(tries.clamp(1, 9) - 1).unwrap_or(0);
    TimeDelta::minutes(1 << doubled).min(TimeDelta::hours(4))
}

/// The request that notes a letter: the same for the same letter, whoever makes it.
fn request(it: &Answered) -> Request {
    let name = format!("letter {} noted", it.letter_id);
    let number = |number: i32| u32::try_from(number).unwrap_or(0);
    let (at, answer): (DateTime<Utc>, String) = (it.told_at, it.answer.clone());
    let (of, attempt) = (number(it.serving), number(it.attempt));
    let act = if it.arrived {
        Own::NoteArrival(NoteArrival {
            number: of,
            attempt,
            at,
            answer,
        })
    } else {
        Own::NoteBounce(NoteBounce {
            number: of,
            attempt,
            at,
            answer,
        })
    };
    Request {
        request_id: request_id(&name),
        method: METHOD,
        payload: name.into_bytes(),
        case_id: Some(it.case_id),
        seen: None,
        from_lead: None,
        act: Act::Serving(Box::new(act)),
        mode: Mode::Write,
        replayed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_may_have_come_twice_says_so() {
        assert_eq!(told("250 Ok", 1), "250 Ok");
        assert!(told("250 Ok", 2).starts_with("250 Ok（第2次投递"));
    }

    #[test]
    fn a_letter_waits_longer_after_each_try_and_four_hours_at_most() {
        let pauses: Vec<i64> = [1, 2, 3, 8, 9, 40]
            .into_iter()
            .map(|tries| pause(tries).num_minutes())
            .collect();
        assert_eq!(pauses, [1, 2, 4, 128, 240, 240]);
    }
}
