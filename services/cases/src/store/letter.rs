//! Letters that go out by e-mail.

use cases_domain::serving::{Attempt, Manner, Serving};
use cases_domain::{Case, CaseId, issuing};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::clocks::request_id;

/// A letter as callers see it.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) serving: i32,
    pub(crate) attempt: i32,
    pub(crate) recipient: String,
    pub(crate) state: String,
    pub(crate) tries: i32,
    pub(crate) answer: String,
    /// The part of its Message-ID before the `@`.
    pub(crate) message_id: String,
}

/// A letter that is to be tried now.
#[derive(Debug)]
pub(crate) struct Unsent {
    pub(crate) letter_id: Uuid,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) sm3: Option<String>,
    pub(crate) file_name: Option<String>,
    pub(crate) tries: i32,
    pub(crate) written_at: DateTime<Utc>,
}

/// What became of a letter, to be put into its case's record.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) letter_id: Uuid,
    pub(crate) case_id: CaseId,
    pub(crate) serving: i32,
    pub(crate) attempt: i32,
    pub(crate) arrived: bool,
    pub(crate) answer: String,
    pub(crate) told_at: DateTime<Utc>,
}

/// A letter to be written.
#[derive(Debug)]
pub(crate) struct New<'a> {
    /// Id.
    pub(crate) id: Uuid,
    /// Service and attempt; none: a one-time code.
    pub(crate) of: Option<(i32, i32)>,
    /// Address.
    pub(crate) recipient: &'a str,
    /// Subject.
    pub(crate) subject: String,
    /// Text.
    pub(crate) body: String,
    /// SM3 of the file that is enclosed, and its name.
    pub(crate) file: Option<(String, String)>,
}

/// The letters that an act sends: one for each document that goes out by e-mail by it.
pub(super) fn sent<'a>(before: &Case, after: &'a Case) -> Vec<New<'a>> {
    let servings = after.servings.iter();
    let on_their_way = servings.filter_map(|serving| Some((serving, serving.under_way()?)));
    let by_mail = on_their_way.filter(|(_, attempt)| attempt.manner == Manner::Email);
    let new = by_mail.filter(|(serving, attempt)| {
        let mut known = before.servings.iter();
        let known = known.find(|it| it.number == serving.number);
        known.is_none_or(|it| it.attempts.len() < attempt.number as usize)
    });
    new.map(|(serving, attempt)| letter(after, serving, attempt))
        .collect()
}

/// Services whose letter need not go any more: withdrawn, or served otherwise.
pub(super) fn recalled(before: &Case, after: &Case) -> Vec<i32> {
    let mailed = before.servings.iter().filter(|it| {
        it.under_way()
            .is_some_and(|attempt| attempt.manner == Manner::Email)
    });
    let over = mailed.filter(|it| {
        let mut now = after.servings.iter();
        now.any(|now| now.number == it.number && now.under_way().is_none())
    });
    over.map(|it| i32::try_from(it.number).unwrap_or(i32::MAX))
        .collect()
}

/// Calls back the letters of these services that no server took yet.
pub(super) async fn recall(
    conn: &mut PgConnection,
    case_id: CaseId,
    servings: &[i32],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update mail_outbox
        set state = 'GIVEN_UP', answer = '送达已撤回或者已另行送达', answered_at = $3, noted = true
        where case_id = $1 and serving = any ($2) and state = 'WAITING'
        "#,
        case_id.0,
        servings,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn letter<'a>(case: &'a Case, serving: &Serving, attempt: &'a Attempt) -> New<'a> {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let document = &serving.document;
    let (agency, title) = (&case.opening.agency.name, document.title());
    let file = issuing::find(case, document.number).map(|it| {
        let name = format!("{}.pdf", document.name);
        (it.printed.sm3.clone(), name)
    });
    let (party, code) = (&case.opening.party.name, &case.opening.code);
    New {
        id: request_id(&format!(
            "letter {} {} {}",
            case.id(),
            serving.number,
            attempt.number
        )),
        of: Some((number(serving.number), number(attempt.number))),
        recipient: &attempt.address,
        subject: format!("{agency}送达文书：{title}"),
        body: format!(
            "{party}：\n\n\
             根据您签署的送达地址确认书，现以电子方式向您送达{title}，文书见附件。\n\
             本邮件到达您指定的电子邮箱之日为送达之日，与是否阅读无关；文书载明的期限自送达之次日起计算。\n\n\
             案件身份码：{code}\n\
             您可以凭案件身份码在当事人查询页面查看案件、在线签收。\n\n\
             {agency}\n"
        ),
        file,
    }
}

/// Writes letters, to be sent from now on.
pub(crate) async fn write_letters(
    conn: &mut PgConnection,
    case_id: CaseId,
    letters: &[New<'_>],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for it in letters {
        sqlx::query!(
            r#"
            insert into mail_outbox (
                letter_id, case_id, serving, attempt, recipient, subject, body, sm3, file_name,
                state, tries, next_try_at, answer, noted, written_at
            )
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'WAITING', 0, $10, '', $11, $10)
            "#,
            it.id,
            case_id.0,
            it.of.map(|(serving, _)| serving),
            it.of.map(|(_, attempt)| attempt),
            it.recipient,
            it.subject,
            it.body,
            it.file.as_ref().map(|(sm3, _)| sm3.as_str()),
            it.file.as_ref().map(|(_, name)| name.as_str()),
            now,
            it.of.is_none(),
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Takes letters to be tried now; nobody else gets them for as long as `lease`.
pub(crate) async fn take_letters(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    lease: TimeDelta,
    most: i64,
) -> sqlx::Result<Vec<Unsent>> {
    sqlx::query_as!(
        Unsent,
        r#"
        update mail_outbox
        set next_try_at = $2, tries = tries + 1
        where letter_id in (
            select letter_id
            from mail_outbox
            where state = 'WAITING' and next_try_at <= $1
            order by next_try_at
            limit $3
            for update skip locked
        )
        returning letter_id, recipient, subject, body, sm3, file_name, tries, written_at
        "#,
        now,
        now + lease,
        most
    )
    .fetch_all(conn)
    .await
}

/// Notes what a server answered for good. The text of a one-time code goes with it.
pub(crate) async fn answer_letter(
    conn: &mut PgConnection,
    letter_id: Uuid,
    (state, answer): (&str, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update mail_outbox
        set state = $2, answer = $3, answered_at = $4, body = case when serving is null then '' else body end
        where letter_id = $1 and state = 'WAITING'
        "#,
        letter_id,
        state,
        answer,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets a letter wait for its next try.
pub(crate) async fn defer_letter(
    conn: &mut PgConnection,
    letter_id: Uuid,
    answer: &str,
    next_try_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update mail_outbox
        set answer = $2, next_try_at = $3
        where letter_id = $1 and state = 'WAITING'
        "#,
        letter_id,
        answer,
        next_try_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is to be put into the records of cases, at most `most`. What a queueing server took has not arrived.
pub(crate) async fn unnoted_letters(
    conn: &mut PgConnection,
    most: i64,
) -> sqlx::Result<Vec<Answered>> {
    let rows = sqlx::query!(
        r#"
        select letter_id, case_id, serving as "serving!", attempt as "attempt!", state, answer, answered_at as "answered_at!"
        from mail_outbox
        where not noted and state in ('ARRIVED', 'BOUNCED', 'GIVEN_UP')
        order by answered_at
        limit $1
        "#,
        most
    )
    .fetch_all(conn)
    .await?;
    let answered = rows.into_iter().map(|row| Answered {
        letter_id: row.letter_id,
        case_id: CaseId(row.case_id),
        serving: row.serving,
        attempt: row.attempt,
        arrived: row.state == "ARRIVED",
        answer: row.answer,
        told_at: row.answered_at,
    });
    Ok(answered.collect())
}

/// The record of the case says what became of a letter.
pub(crate) async fn note_letter(conn: &mut PgConnection, letter_id: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "update mail_outbox set noted = true where letter_id = $1",
        letter_id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The letters of a case that carry its documents.
pub(crate) async fn letters_of(
    conn: &mut PgConnection,
    case_id: CaseId,
) -> sqlx::Result<Vec<Letter>> {
    let rows = sqlx::query!(
        r#"
        select letter_id, serving as "serving!", attempt as "attempt!", recipient, state, tries, answer
        from mail_outbox
        where case_id = $1 and serving is not null
        order by serving, attempt
        "#,
        case_id.0
    )
    .fetch_all(conn)
    .await?;
    let letters = rows.into_iter().map(|row| Letter {
        serving: row.serving,
        attempt: row.attempt,
        recipient: row.recipient,
        state: row.state,
        tries: row.tries,
        answer: row.answer,
        message_id: row.letter_id.to_string(),
    });
    Ok(letters.collect())
}
