//! The party proves itself, for a short while.
//!
//! Two things are needed: the case identity code (80 bits, not to be guessed), and a second factor: a one-time code sent to the
//! e-mail address that the party confirmed, or the pick-up code of a paper that was served together with the last characters of the
//! party's identity number. Whoever fails learns nothing: not whether there is such a case, not which of the two was wrong, not
//! whether it has tried too often; and every failure takes the same time.

use std::time::Duration;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest;
use cases_domain::serving::Step;
use cases_domain::{Case, CaseCode};
use chrono::{DateTime, TimeDelta, Utc};
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use tokio::time::Instant;
use uuid::Uuid;

use super::pick_up;
use crate::handle::Desk;
use crate::reasons;
use crate::store::{self, New, Session, Stored};

/// How long a session lasts. It is not prolonged.
const SESSION: TimeDelta = TimeDelta::minutes(15);

/// How long a one-time code is good.
pub(crate) const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);

/// Between two one-time codes for a case.
const BETWEEN_CODES: TimeDelta = TimeDelta::minutes(1);

/// One-time codes for a case on a day: more letters help nobody, and who asks for them need not be the party.
const CODES_A_DAY: i32 = 10;

/// Tries of one window, after which nothing opens the case until the window is over.
const TRIES: i32 = 5;

/// How long tries are counted together.
const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Every failure takes so long.
const FLOOR: Duration = Duration::from_millis(300);

/// Most characters of the identity number that are asked for.
const TAIL: usize = 4;

/// What is always answered to whoever asks for a one-time code.
pub(crate) const CODE_MESSAGE: &str =
    "如该案件登记了同意接收电子文书的电子邮箱，验证码已发往该邮箱，十分钟内有效。\
     同一案件每分钟至多发送一次，每日至多发送十次；当日已满十次的，请次日再查询，或者使用取件码。";

/// What a party proves itself with.
#[derive(Debug)]
pub(crate) struct Proof<'a> {
    pub(crate) case_code: &'a str,
    pub(crate) one_time_code: &'a str,
    pub(crate) pick_up_code: &'a str,
    pub(crate) identity_tail: &'a str,
}

/// A session that was opened.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) token: String,
    pub(crate) expires_at: DateTime<Utc>,
}

/// Opens a session.
///
/// # Refuses
/// `PARTY_NOT_PROVEN`, and nothing more is told.
pub(crate) async fn open(desk: &Desk, proof: &Proof<'_>) -> Result<Opened, Failure> {
    let begun = Instant::now();
    match proven(desk, proof).await {
        Ok(Some(opened)) => Ok(opened),
        Ok(None) => {
            tokio::time::sleep_until(begun + FLOOR).await;
            Err(not_proven().into())
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn proven(desk: &Desk, proof: &Proof<'_>) -> Result<Option<Opened>, Fault> {
    let Ok(code) = CaseCode::parse(proof.case_code) else {
        return Ok(None);
    };
    let mut conn = desk.pool().acquire().await?;
    // The count locks the row of the case's tries: of two that come with one code the second finds it used.
    let mut tx = sqlx::Connection::begin(&mut *conn).await?;
    let Some(stored) = store::by_code(&mut tx, code).await? else {
        return Ok(None);
    };
    let now = desk.now();
    let case = &stored.case;
    if store::count_try(&mut tx, case.id(), (now, WINDOW)).await? > TRIES {
        tracing::warn!(case.id = %case.id(), "a party's page was tried too often");
        tx.commit().await?;
        return Ok(None);
    }
    let Some(factor) = factor(desk, &mut tx, case, proof).await? else {
        // The try counts.
        tx.commit().await?;
        return Ok(None);
    };
    let mut secret = [0_u8; 32];
    desk.entropy().fill(&mut secret);
    let token = data_encoding::HEXLOWER.encode(&secret);
    let session = Session {
        case_id: case.id(),
        factor: factor.to_owned(),
    };
    let expires_at = now + SESSION;
    store::open_session(&mut tx, &hash(&token), &session, (now, expires_at)).await?;
    tx.commit().await?;
    Ok(Some(Opened { token, expires_at }))
}

/// The second factor that holds, in Chinese; none: neither does.
async fn factor(
    desk: &Desk,
    conn: &mut PgConnection,
    case: &Case,
    proof: &Proof<'_>,
) -> Result<Option<&'static str>, Fault> {
    if !proof.one_time_code.is_empty() {
        let kept = store::code(conn, case.id(), desk.now() - CODE_LIFE).await?;
        let given = code_hash(case, proof.one_time_code.trim());
        let holds = kept.is_some_and(|kept| same(&kept, &given));
        return Ok(holds.then_some("电子邮件一次性验证码"));
    }
    let given = pick_up::read(proof.pick_up_code);
    let reached = case.servings.iter().filter(|it| it.step != Step::Withdrawn);
    let reached = reached.filter(|it| !it.attempts.is_empty());
    let mut held = false;
    for serving in reached {
        let code = pick_up::code(desk.party_key(), case.id(), serving.document.number);
        // No early end: how long it takes says nothing.
        held |= same(code.as_bytes(), given.as_bytes());
    }
    let tail = tail(&case.opening.party.masked_identity_code);
    let known = !tail.is_empty() && same(tail.as_bytes(), cleaned(proof.identity_tail).as_bytes());
    Ok((held & known).then_some("取件码和证件号码末位"))
}

/// The last characters of the identity number that the case knows: the rest is masked before it comes here.
fn tail(masked: &str) -> String {
    let shown: Vec<char> = masked.chars().rev().take_while(|c| *c != '*').collect();
    let last = shown.into_iter().take(TAIL).collect::<Vec<_>>();
    last.into_iter().rev().collect::<String>().to_uppercase()
}

fn cleaned(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.to_uppercase()
}

/// Sends a one-time code, if the case has an address for it. Nothing tells whether it has.
pub(crate) async fn send_code(desk: &Desk, case_code: &str) -> Result<(), Failure> {
    let begun = Instant::now();
    let sent = send(desk, case_code).await;
    tokio::time::sleep_until(begun + FLOOR).await;
    Ok(sent?)
}

async fn send(desk: &Desk, case_code: &str) -> Result<(), Fault> {
    let Ok(code) = CaseCode::parse(case_code) else {
        return Ok(());
    };
    let mut conn = desk.pool().acquire().await?;
    let Some(stored) = store::by_code(&mut conn, code).await? else {
        return Ok(());
    };
    let case = &stored.case;
    let agreed = case.address.as_ref().filter(|it| it.electronic_consent);
    let Some(address) = agreed.filter(|it| !it.email.is_empty()) else {
        return Ok(());
    };
    let digits = six_digits(desk);
    let now = desk.now();
    let mut tx = sqlx::Connection::begin(&mut *conn).await?;
    let kept = code_hash(case, &digits);
    if !store::keep_code(&mut tx, case.id(), &kept, (now, BETWEEN_CODES)).await? {
        return Ok(());
    }
    // Not kept either: the code of before holds until it runs out.
    if store::count_code(&mut tx, case.id(), desk.today()).await? > CODES_A_DAY {
        tracing::warn!(case.id = %case.id(), "no more one-time codes go out for a case today");
        return Ok(());
    }
    let agency = &case.opening.agency.name;
    let letter = New {
        id: desk.entropy().random_id(),
        of: None,
        recipient: &address.email,
        subject: "案件查询验证码".to_owned(),
        body: format!(
            "您正在查询{agency}办理的案件，验证码：{digits}，十分钟内有效。\n\
             如非本人操作，请不要将验证码告诉他人。\n"
        ),
        file: None,
    };
    store::write_letters(&mut tx, case.id(), &[letter], now).await?;
    tx.commit().await?;
    Ok(())
}

fn six_digits(desk: &Desk) -> String {
    let mut bits = [0_u8; 8];
    desk.entropy().fill(&mut bits);
    format!("{:06}", u64::from_be_bytes(bits) % 1_000_000)
}

/// The case of a session.
///
/// # Refuses
/// `PARTY_SESSION_OVER`.
pub(crate) async fn entered(desk: &Desk, token: &str) -> Result<(Session, Stored), Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let session = store::party_session(&mut conn, &hash(token), desk.now())
        .await
        .map_err(Fault::from)?;
    let session = session.ok_or_else(over)?;
    let stored = store::get(&mut conn, session.case_id).await?;
    Ok((session, stored.ok_or_else(over)?))
}

/// Ends a session; one that is not there has ended already.
pub(crate) async fn close(desk: &Desk, token: &str) -> Result<(), Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    store::end_session(&mut conn, &hash(token))
        .await
        .map_err(Fault::from)?;
    Ok(())
}

fn not_proven() -> Refusal {
    let reason = &reasons::PARTY_NOT_PROVEN;
    let zh = format!(
        "案件身份码或者验证信息有误，或者尝试次数过多。{}",
        reason.remedy
    );
    Refusal::new(reason, reason.meaning, zh)
}

fn over() -> Refusal {
    let reason = &reasons::PARTY_SESSION_OVER;
    Refusal::new(
        reason,
        reason.meaning,
        format!("查询已超时或者已退出。{}", reason.remedy),
    )
}

/// A code counts for its own case alone.
fn code_hash(case: &Case, digits: &str) -> Vec<u8> {
    let id: Uuid = case.id().0;
    let text = [id.as_bytes().as_slice(), digits.as_bytes()].concat();
    digest::digest(&digest::SHA256, &text).as_ref().to_vec()
}

fn hash(token: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, token.as_bytes())
        .as_ref()
        .to_vec()
}

fn same(a: &[u8], b: &[u8]) -> bool {
    verify_slices_are_equal(a, b).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{CODE_MESSAGE, CODES_A_DAY, tail};

    #[test]
    fn whoever_asks_is_told_how_many_codes_a_day_there_are() {
        assert_eq!(CODES_A_DAY, 10);
        assert!(CODE_MESSAGE.contains("每日至多发送十次"));
    }

    #[test]
    fn the_tail_is_what_the_mask_leaves_and_four_characters_at_most() {
        assert_eq!(tail("3506**********001x"), "001X");
        assert_eq!(tail("9135**********126N"), "126N");
        assert_eq!(tail("H******7"), "7");
        assert_eq!(tail("12345678"), "5678");
        assert_eq!(tail(""), "");
    }
}
