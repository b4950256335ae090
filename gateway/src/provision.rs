//! Accounts made past the front door: the first administrator of an installation, the services' own accounts, and those of
//! the demonstration.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use clock::{Clock, Entropy};
use host::Host;
use sqlx::PgPool;
use uuid::Uuid;

use crate::identity::account::{self, NewAccount};
use crate::one_time;
use crate::passwords::Passwords;
use crate::revocation::{self, Revocation};
use crate::roles::{self, Role};
use crate::seal::Seal;
use crate::settings::Settings;

/// Makes accounts in the gateway's database.
#[derive(Debug, Clone)]
pub struct Provision {
    pool: PgPool,
    seal: Arc<Seal>,
    passwords: Passwords,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

/// A person's account to be made.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// User name.
    pub username: &'a str,
    /// Name shown in records.
    pub display_name: &'a str,
    /// Password. Not checked for strength: whoever provisions knows what for.
    pub password: &'a str,
    /// Secret of the one-time code.
    pub one_time_secret: &'a [u8; one_time::SECRET],
    /// Officer id in the element centre, if the account is an officer's.
    pub officer_id: Option<&'a str>,
    /// Agency acted for; empty for administrators.
    pub agency_id: &'a str,
    /// Division: 2, 4, 6 or 9 digits.
    pub division: &'a str,
    /// Roles that may stand together.
    pub roles: &'a [Role],
    /// Further agencies acted for, each with its division.
    pub postings: &'a [(&'a str, &'a str)],
}

/// A service account to be made.
#[derive(Debug, Clone, Copy)]
pub struct ServicePrincipal<'a> {
    /// Name, e.g. `cases`.
    pub name: &'a str,
    /// Name shown in records.
    pub display_name: &'a str,
    /// Ed25519 public key (SPKI PEM): `actor::keys::public_pem` of its private key.
    pub public_key_pem: &'a str,
    /// Scopes, e.g. `elements.feed`.
    pub scopes: &'a [&'a str],
    /// Division.
    pub division: &'a str,
}

impl Provision {
    /// Over a pool of the gateway's database.
    pub fn new(pool: PgPool, settings: &Settings, host: &Host) -> anyhow::Result<Self> {
        Ok(Self {
            pool,
            seal: Arc::new(Seal::read(&settings.keys.seal)?),
            passwords: Passwords::new(&settings.sign_in, Arc::clone(&host.entropy))?,
            clock: Arc::clone(&host.clock),
            entropy: Arc::clone(&host.entropy),
        })
    }

    /// Whether an account of this user name exists.
    pub async fn knows(&self, username: &str) -> anyhow::Result<bool> {
        let known = sqlx::query_scalar!(
            "select account_id from account where username = $1",
            username
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(known.is_some())
    }

    /// Makes an account, or brings the one of that user name to what is given here. Its id, its lock and what codes were
    /// used stay.
    pub async fn account(&self, person: Person<'_>) -> anyhow::Result<Uuid> {
        let estate = roles::estate(person.roles)
            .with_context(|| format!("the roles of {} may not stand together", person.username))?;
        if !account::is_username(person.username) {
            bail!("{} is no user name", person.username);
        }
        let password_hash = self.passwords.hash(person.password).await?;
        let now = self.clock.now();
        let mut transaction = self.pool.begin().await?;
        let known = sqlx::query_scalar!(
            "select account_id from account where username = $1 for update",
            person.username,
        )
        .fetch_optional(&mut *transaction)
        .await?;
        let account_id = known.unwrap_or_else(|| self.entropy.id(now));
        let secret = self.seal.seal(
            person.one_time_secret,
            &account_id.to_string(),
            self.entropy.as_ref(),
        );
        if known.is_some() {
            sqlx::query!("delete from account_role where account_id = $1", account_id)
                .execute(&mut *transaction)
                .await?;
            sqlx::query!(
                r#"
                update account
                set display_name = $2, password_hash = $3, password_changed_at = $4, one_time_secret = $5,
                    officer_id = $6, agency_id = $7, division = $8, estate = $9, disabled_at = null
                where account_id = $1
                "#,
                account_id,
                person.display_name,
                password_hash,
                now,
                secret,
                person.officer_id,
                person.agency_id,
                person.division,
                estate.name(),
            )
            .execute(&mut *transaction)
            .await?;
            account::set_roles(&mut transaction, account_id, estate, person.roles).await?;
            revocation::record(
                &mut *transaction,
                &Revocation::Principal(account_id.to_string()),
                now,
            )
            .await?;
        } else {
            let new = NewAccount {
                account_id,
                username: person.username,
                display_name: person.display_name,
                password_hash: &password_hash,
                one_time_secret: &secret,
                officer_id: person.officer_id,
                agency_id: person.agency_id,
                division: person.division,
                roles: person.roles,
                estate,
                created_at: now,
                created_by: "provision",
            };
            if !account::create(&mut transaction, &new).await? {
                bail!(
                    "the account {} was made by somebody else at the same time",
                    person.username
                );
            }
        }
        self.set_postings(&mut transaction, account_id, person.postings)
            .await?;
        transaction.commit().await?;
        Ok(account_id)
    }

    async fn set_postings(
        &self,
        connection: &mut sqlx::PgConnection,
        account_id: Uuid,
        postings: &[(&str, &str)],
    ) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "delete from account_posting where account_id = $1",
            account_id
        )
        .execute(&mut *connection)
        .await?;
        for (agency_id, division) in postings {
            sqlx::query!(
                "insert into account_posting (account_id, agency_id, division) values ($1, $2, $3)",
                account_id,
                agency_id,
                division,
            )
            .execute(&mut *connection)
            .await?;
        }
        Ok(())
    }

    /// Makes a service account, or brings the one of that name to what is given here.
    pub async fn service_account(&self, service: ServicePrincipal<'_>) -> anyhow::Result<()> {
        let now = self.clock.now();
        let scopes: Vec<String> = service
            .scopes
            .iter()
            .map(|scope| (*scope).to_owned())
            .collect();
        let mut transaction = self.pool.begin().await?;
        sqlx::query!(
            r#"
            insert into service_account (name, display_name, public_key_pem, scopes, division, created_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (name) do update
            set display_name = excluded.display_name,
                public_key_pem = excluded.public_key_pem,
                scopes = excluded.scopes,
                division = excluded.division,
                disabled_at = null
            "#,
            service.name,
            service.display_name,
            service.public_key_pem,
            &scopes,
            service.division,
            now,
        )
        .execute(&mut *transaction)
        .await?;
        revocation::record(
            &mut *transaction,
            &Revocation::Principal(service.name.to_owned()),
            now,
        )
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Disables a service account: its tokens are dead within five seconds everywhere. False when there is none.
    pub async fn disable_service_account(&self, name: &str) -> anyhow::Result<bool> {
        let now = self.clock.now();
        let mut transaction = self.pool.begin().await?;
        let disabled = sqlx::query!(
            "update service_account set disabled_at = $2 where name = $1 and disabled_at is null",
            name,
            now,
        )
        .execute(&mut *transaction)
        .await?;
        revocation::record(
            &mut *transaction,
            &Revocation::Principal(name.to_owned()),
            now,
        )
        .await?;
        transaction.commit().await?;
        Ok(disabled.rows_affected() > 0)
    }
}
