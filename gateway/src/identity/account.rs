//! Accounts in the database.

use chrono::{DateTime, Utc};
use contract::identity::v1::{Account, Myself};
use refusal::Fault;
use sm3::{Digest as _, Sm3};
use sqlx::PgConnection;
use uuid::Uuid;

use super::session::seconds;
use super::{Identity, timestamp};
use crate::roles::{self, Estate, Role};

/// Decoys in the database (migration 1002).
const DECOYS: u8 = 64;

/// What proves an account.
#[derive(Debug)]
pub(super) struct Proof {
    pub(super) account_id: Uuid,
    pub(super) password_hash: String,
    pub(super) one_time_secret: Vec<u8>,
    pub(super) one_time_step: i64,
    pub(super) locked_until: Option<DateTime<Utc>>,
    pub(super) disabled: bool,
}

/// An account as it is created.
#[derive(Debug)]
pub(crate) struct NewAccount<'a> {
    pub(crate) account_id: Uuid,
    pub(crate) username: &'a str,
    pub(crate) display_name: &'a str,
    pub(crate) password_hash: &'a str,
    pub(crate) one_time_secret: &'a [u8],
    pub(crate) officer_id: Option<&'a str>,
    pub(crate) agency_id: &'a str,
    pub(crate) division: &'a str,
    pub(crate) roles: &'a [Role],
    pub(crate) estate: Estate,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) created_by: &'a str,
}

impl Identity {
    pub(super) async fn proof(&self, username: &str) -> Result<Option<Proof>, Fault> {
        // What no account can be called is not looked for under that name, but something is looked for: the same work.
        let username = if is_username(username) { username } else { "" };
        Ok(sqlx::query_as!(
            Proof,
            r#"
            select account_id, password_hash, one_time_secret, one_time_step, locked_until,
                disabled_at is not null as "disabled!"
            from account
            where username = $1
            "#,
            username,
        )
        .fetch_optional(&self.pool)
        .await?)
    }

    /// Counts a failed sign-in, and says whether the account is locked by it. A lock that has ended begins a new count.
    /// Where there is nothing to count, for want of an account or because it is locked, a decoy is written instead: the
    /// time of a commit would tell.
    pub(super) async fn count_failure(
        &self,
        username: &str,
        account_id: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<bool, Fault> {
        let most = i32::try_from(self.settings.account_failures).unwrap_or(i32::MAX);
        let slot = i32::from(Sm3::digest(username.as_bytes())[0] % DECOYS);
        let locked = sqlx::query_scalar!(
            r#"
            with counted as (
                update account a
                set failed_attempts = c.attempts,
                    locked_until = case when c.attempts >= $3 then $4::timestamptz end
                from (
                    select account_id,
                        case when locked_until <= $2 then 1 else failed_attempts + 1 end as attempts
                    from account
                    where account_id = $1
                    for update
                ) c
                where a.account_id = c.account_id
                    and (a.locked_until is null or a.locked_until <= $2)
                returning a.locked_until is not null as locked
            ), decoyed as (
                update decoy
                set failures = failures + 1
                where slot = $5 and not exists (select from counted)
            )
            select coalesce(bool_or(locked), false) as "locked!" from counted
            "#,
            account_id.unwrap_or_default(),
            now,
            most,
            now + seconds(self.settings.lock_seconds),
            slot,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(locked)
    }

    pub(super) async fn myself_of(&self, account_id: Uuid) -> Result<Myself, Fault> {
        let mut connection = self.pool.acquire().await?;
        let account = account(&mut connection, account_id)
            .await?
            .ok_or_else(|| Fault::internal("an account that has just signed in is gone"))?;
        let held: Vec<Role> = account
            .roles
            .iter()
            .filter_map(|name| Role::named(name))
            .collect();
        Ok(Myself {
            principal: account.account_id,
            username: account.username,
            display_name: account.display_name,
            officer_id: account.officer_id,
            agency_id: account.agency_id,
            division: account.division,
            permissions: roles::permissions(&held).into_iter().collect(),
            roles: account.roles,
        })
    }
}

/// Whether an account could be called that: 3 to 64 of a-z 0-9 . _ -
pub(crate) fn is_username(text: &str) -> bool {
    let inner =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
    (3..=64).contains(&text.len())
        && text.bytes().all(inner)
        && text.as_bytes()[0].is_ascii_alphanumeric()
}

/// The account of that id.
pub(super) async fn account(
    connection: &mut PgConnection,
    account_id: Uuid,
) -> Result<Option<Account>, sqlx::Error> {
    let row = sqlx::query_as!(
        AccountRow,
        r#"
        select a.account_id, a.username, a.display_name, a.officer_id, a.agency_id, a.division,
            array(select r.role from account_role r
                where r.account_id = a.account_id order by r.role) as "roles!",
            a.disabled_at, a.locked_until, a.created_at
        from account a
        where a.account_id = $1
        "#,
        account_id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(Account::from))
}

/// Accounts of a division and below it, by user name, after one.
pub(super) async fn accounts_after(
    connection: &mut PgConnection,
    division: &str,
    after: &str,
    count: i64,
) -> Result<Vec<Account>, sqlx::Error> {
    let rows = sqlx::query_as!(
        AccountRow,
        r#"
        select a.account_id, a.username, a.display_name, a.officer_id, a.agency_id, a.division,
            array(select r.role from account_role r
                where r.account_id = a.account_id order by r.role) as "roles!",
            a.disabled_at, a.locked_until, a.created_at
        from account a
        where a.username > $1 and left(a.division, length($2)) = $2
        order by a.username
        limit $3
        "#,
        after,
        division,
        count,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// Writes a new account and its roles. False when the user name is taken.
pub(crate) async fn create(
    connection: &mut PgConnection,
    new: &NewAccount<'_>,
) -> Result<bool, sqlx::Error> {
    let created = sqlx::query!(
        r#"
        insert into account (
            account_id, username, display_name, password_hash, password_changed_at, one_time_secret,
            officer_id, agency_id, division, estate, created_at, created_by
        )
        values ($1, $2, $3, $4, $10, $5, $6, $7, $8, $9, $10, $11)
        on conflict (username) do nothing
        "#,
        new.account_id,
        new.username,
        new.display_name,
        new.password_hash,
        new.one_time_secret,
        new.officer_id,
        new.agency_id,
        new.division,
        new.estate.name(),
        new.created_at,
        new.created_by,
    )
    .execute(&mut *connection)
    .await?;
    if created.rows_affected() == 0 {
        return Ok(false);
    }
    set_roles(connection, new.account_id, new.estate, new.roles).await?;
    Ok(true)
}

/// Writes the roles of an account that has none.
pub(crate) async fn set_roles(
    connection: &mut PgConnection,
    account_id: Uuid,
    estate: Estate,
    roles: &[Role],
) -> Result<(), sqlx::Error> {
    let names: Vec<String> = roles.iter().map(|role| role.name().to_owned()).collect();
    sqlx::query!(
        r#"
        insert into account_role (account_id, role, estate)
        select $1, role, $2
        from unnest($3::text[]) as given (role)
        on conflict do nothing
        "#,
        account_id,
        estate.name(),
        &names,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct AccountRow {
    account_id: Uuid,
    username: String,
    display_name: String,
    officer_id: Option<String>,
    agency_id: String,
    division: String,
    roles: Vec<String>,
    disabled_at: Option<DateTime<Utc>>,
    locked_until: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        Self {
            account_id: row.account_id.to_string(),
            username: row.username,
            display_name: row.display_name,
            officer_id: row.officer_id.unwrap_or_default(),
            agency_id: row.agency_id,
            division: row.division,
            roles: row.roles,
            disabled: row.disabled_at.is_some(),
            locked_until: row.locked_until.map(timestamp),
            create_time: Some(timestamp(row.created_at)),
        }
    }
}
