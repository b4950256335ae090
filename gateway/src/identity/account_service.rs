//! `AccountService`: for the security administrator of a division and what lies below it.

use chrono::{DateTime, Utc};
use contract::identity::v1::account_service_server::AccountService;
use contract::identity::v1::{
    Account, CreateAccountRequest, CreateAccountResponse, DisableAccountRequest,
    DisableAccountResponse, ListAccountsRequest, ListAccountsResponse, RevokeSessionsRequest,
    RevokeSessionsResponse, UnlockAccountRequest, UnlockAccountResponse,
};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal, general};
use sqlx::PgConnection;
use tonic::{Request, Response, Status, async_trait};
use uuid::Uuid;

use super::account::{self, NewAccount};
use super::{Identity, Visit};
use crate::caller::Caller;
use crate::revocation::{self, Revocation};
use crate::roles::{self, Estate, Role};
use crate::{one_time, page_token, passwords, refusals};

const CREATE: &str = "/yifa.identity.v1.AccountService/CreateAccount";
const LIST: &str = "/yifa.identity.v1.AccountService/ListAccounts";

#[async_trait]
impl AccountService for Identity {
    async fn create_account(
        &self,
        request: Request<CreateAccountRequest>,
    ) -> Result<Response<CreateAccountResponse>, Status> {
        let visit = Visit::of(&request)?;
        let answer = self
            .create(&visit, visit.caller()?, &request.into_inner())
            .await?;
        Ok(Response::new(answer))
    }

    async fn list_accounts(
        &self,
        request: Request<ListAccountsRequest>,
    ) -> Result<Response<ListAccountsResponse>, Status> {
        let visit = Visit::of(&request)?;
        let answer = self.list(visit.caller()?, &request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn disable_account(
        &self,
        request: Request<DisableAccountRequest>,
    ) -> Result<Response<DisableAccountResponse>, Status> {
        let visit = Visit::of(&request)?;
        let request = request.into_inner();
        let account = self
            .disable(&visit, &request.account_id, &request.reason)
            .await?;
        Ok(Response::new(DisableAccountResponse {
            account: Some(account),
        }))
    }

    async fn revoke_sessions(
        &self,
        request: Request<RevokeSessionsRequest>,
    ) -> Result<Response<RevokeSessionsResponse>, Status> {
        let visit = Visit::of(&request)?;
        let request = request.into_inner();
        let revoked = self
            .revoke(&visit, &request.account_id, &request.reason)
            .await?;
        Ok(Response::new(RevokeSessionsResponse { revoked }))
    }

    async fn unlock_account(
        &self,
        request: Request<UnlockAccountRequest>,
    ) -> Result<Response<UnlockAccountResponse>, Status> {
        let visit = Visit::of(&request)?;
        let account = self
            .unlock(&visit, &request.into_inner().account_id)
            .await?;
        Ok(Response::new(UnlockAccountResponse {
            account: Some(account),
        }))
    }
}

/// An account that may be created, as far as the request says.
struct Wanted {
    request_id: Uuid,
    roles: Vec<Role>,
    estate: Estate,
}

impl Identity {
    async fn create(
        &self,
        visit: &Visit,
        caller: &Caller,
        request: &CreateAccountRequest,
    ) -> Result<CreateAccountResponse, Failure> {
        visit.note.object(&format!("accounts/{}", request.username));
        let wanted = read(request)?;
        require_within(caller, &request.division)?;
        let mac = self.seal.mark(&request.encode_to_vec());
        if let Some(answer) = self.kept(caller, wanted.request_id, &mac).await? {
            return Ok(answer);
        }
        let password_hash = self.passwords.hash(&request.password).await?;
        let now = self.clock.now();
        let account_id = self.entropy.id(now);
        let mut secret = zeroize::Zeroizing::new([0_u8; one_time::SECRET]);
        self.entropy.fill(secret.as_mut());
        let owner = account_id.to_string();
        let new = NewAccount {
            account_id,
            username: &request.username,
            display_name: &request.display_name,
            password_hash: &password_hash,
            one_time_secret: &self
                .seal
                .seal(secret.as_ref(), &owner, self.entropy.as_ref()),
            officer_id: (!request.officer_id.is_empty()).then_some(request.officer_id.as_str()),
            agency_id: &request.agency_id,
            division: &request.division,
            roles: &wanted.roles,
            estate: wanted.estate,
            created_at: now,
            created_by: &caller.actor().principal,
        };
        let mut transaction = self.pool.begin().await?;
        if !account::create(&mut transaction, &new).await? {
            drop(transaction);
            // A twin of this request may have been faster.
            return match self.kept(caller, wanted.request_id, &mac).await? {
                Some(answer) => Ok(answer),
                None => Err(refusals::plain(&refusals::USERNAME_TAKEN).into()),
            };
        }
        let account = account::account(&mut transaction, account_id).await?;
        let answer = CreateAccountResponse {
            account,
            one_time_code_uri: one_time::uri(&request.username, secret.as_ref()),
        };
        if !self
            .keep(
                &mut transaction,
                caller,
                wanted.request_id,
                &mac,
                &answer,
                now,
            )
            .await?
        {
            return Err(reused().into());
        }
        transaction.commit().await?;
        Ok(answer)
    }

    /// The answer kept for a request that was made before.
    async fn kept(
        &self,
        caller: &Caller,
        request_id: Uuid,
        mac: &[u8],
    ) -> Result<Option<CreateAccountResponse>, Failure> {
        let row = sqlx::query!(
            "select method, request_mac, answer from kept_answer where principal = $1 and request_id = $2",
            caller.actor().principal,
            request_id,
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        if row.method != CREATE || row.request_mac != mac {
            return Err(reused().into());
        }
        let answer = self
            .seal
            .open(&row.answer, &request_id.to_string())
            .map_err(Fault::internal)?;
        let answer = CreateAccountResponse::decode(answer.as_slice()).map_err(Fault::internal)?;
        Ok(Some(answer))
    }

    /// Keeps an answer for retries. False when the request id has meanwhile been used.
    async fn keep(
        &self,
        connection: &mut PgConnection,
        caller: &Caller,
        request_id: Uuid,
        mac: &[u8],
        answer: &CreateAccountResponse,
        now: DateTime<Utc>,
    ) -> Result<bool, Failure> {
        let sealed = self.seal.seal(
            &answer.encode_to_vec(),
            &request_id.to_string(),
            self.entropy.as_ref(),
        );
        let kept = sqlx::query!(
            r#"
            insert into kept_answer (principal, request_id, method, request_mac, answer, at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing
            "#,
            caller.actor().principal,
            request_id,
            CREATE,
            mac,
            sealed,
            now,
        )
        .execute(connection)
        .await?;
        Ok(kept.rows_affected() == 1)
    }

    async fn list(
        &self,
        caller: &Caller,
        request: &ListAccountsRequest,
    ) -> Result<ListAccountsResponse, Failure> {
        let own = &caller.actor().division;
        let division = if request.division.is_empty() {
            own
        } else {
            &request.division
        };
        if !division.starts_with(own.as_str()) || !division.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refusal::absent("division", "区划").into());
        }
        let size = page_token::size(request.page_size, 50, 200)?;
        let scope = [caller.actor().principal.as_str(), LIST, division];
        let after = page_token::read(&self.seal, &scope, &request.page_token)?.unwrap_or_default();
        let mut connection = self.pool.acquire().await?;
        // One more than asked for tells whether there is a next page.
        let mut accounts =
            account::accounts_after(&mut connection, division, &after, size + 1).await?;
        let asked = usize::try_from(size).unwrap_or(usize::MAX);
        let mut next_page_token = String::new();
        if accounts.len() > asked {
            accounts.truncate(asked);
            if let Some(last) = accounts.last() {
                next_page_token = page_token::write(&self.seal, &scope, &last.username);
            }
        }
        Ok(ListAccountsResponse {
            accounts,
            next_page_token,
        })
    }

    async fn disable(
        &self,
        visit: &Visit,
        account_id: &str,
        reason: &str,
    ) -> Result<Account, Failure> {
        let caller = visit.caller()?;
        let (account_id, mut transaction) = self.managed(visit, caller, account_id).await?;
        if caller.actor().principal == account_id.to_string() {
            return Err(refusals::plain(&refusals::OWN_ACCOUNT).into());
        }
        let now = self.clock.now();
        sqlx::query!(
            "update account set disabled_at = $2 where account_id = $1 and disabled_at is null",
            account_id,
            now,
        )
        .execute(&mut *transaction)
        .await?;
        end_sessions(
            &mut transaction,
            account_id,
            &because("disabled", reason),
            now,
        )
        .await?;
        let account = account::account(&mut transaction, account_id).await?;
        transaction.commit().await?;
        self.spread(&Revocation::Principal(account_id.to_string()))
            .await;
        account.ok_or_else(|| Refusal::absent("account", "账号").into())
    }

    async fn revoke(&self, visit: &Visit, account_id: &str, reason: &str) -> Result<i32, Failure> {
        let (account_id, mut transaction) =
            self.managed(visit, visit.caller()?, account_id).await?;
        let now = self.clock.now();
        let ended = end_sessions(
            &mut transaction,
            account_id,
            &because("revoked", reason),
            now,
        )
        .await?;
        transaction.commit().await?;
        self.spread(&Revocation::Principal(account_id.to_string()))
            .await;
        Ok(i32::try_from(ended).unwrap_or(i32::MAX))
    }

    async fn unlock(&self, visit: &Visit, account_id: &str) -> Result<Account, Failure> {
        let caller = visit.caller()?;
        let (account_id, mut transaction) = self.managed(visit, caller, account_id).await?;
        if caller.actor().principal == account_id.to_string() {
            return Err(refusals::plain(&refusals::OWN_ACCOUNT).into());
        }
        sqlx::query!(
            "update account set failed_attempts = 0, locked_until = null where account_id = $1",
            account_id,
        )
        .execute(&mut *transaction)
        .await?;
        let account = account::account(&mut transaction, account_id).await?;
        transaction.commit().await?;
        account.ok_or_else(|| Refusal::absent("account", "账号").into())
    }

    /// An account that the caller may manage, locked. One of another division is as absent as one that does not exist.
    async fn managed(
        &self,
        visit: &Visit,
        caller: &Caller,
        account_id: &str,
    ) -> Result<(Uuid, sqlx::Transaction<'static, sqlx::Postgres>), Failure> {
        let account_id = Uuid::parse_str(account_id)
            .map_err(|_| Refusal::malformed("account_id", "must be a UUID", "必须是账号编号"))?;
        visit.note.object(&format!("accounts/{account_id}"));
        let mut transaction = self.pool.begin().await?;
        let division = sqlx::query_scalar!(
            "select division from account where account_id = $1 for update",
            account_id,
        )
        .fetch_optional(&mut *transaction)
        .await?;
        match division {
            Some(division) if division.starts_with(caller.actor().division.as_str()) => {
                Ok((account_id, transaction))
            }
            _ => Err(Refusal::absent("account", "账号").into()),
        }
    }
}

async fn end_sessions(
    connection: &mut PgConnection,
    account_id: Uuid,
    because: &str,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let ended = sqlx::query!(
        r#"
        update session
        set revoked_at = $2, revoked_because = $3
        where account_id = $1 and revoked_at is null and ends_at > $2
        "#,
        account_id,
        now,
        because,
    )
    .execute(&mut *connection)
    .await?;
    revocation::record(
        &mut *connection,
        &Revocation::Principal(account_id.to_string()),
        now,
    )
    .await?;
    Ok(ended.rows_affected())
}

fn because(what: &str, reason: &str) -> String {
    crate::audit::clean(&format!("{what}: {reason}"))
}

fn read(request: &CreateAccountRequest) -> Result<Wanted, Refusal> {
    let request_id = Uuid::parse_str(&request.request_id)
        .map_err(|_| Refusal::malformed("request_id", "must be a UUID", "必须是 UUID"))?;
    if !account::is_username(&request.username) {
        return Err(Refusal::malformed(
            "username",
            "must be 3 to 64 of a-z 0-9 . _ - and begin with a letter or digit",
            "须为 3 至 64 位小写字母、数字、点、下划线或者短横线，并以字母或数字开头",
        ));
    }
    text("display_name", &request.display_name, 1)?;
    text("officer_id", &request.officer_id, 0)?;
    text("agency_id", &request.agency_id, 0)?;
    let division = request.division.as_bytes();
    if !matches!(division.len(), 2 | 4 | 6 | 9) || !division.iter().all(u8::is_ascii_digit) {
        return Err(Refusal::malformed(
            "division",
            "must be 2, 4, 6 or 9 digits",
            "须为 2、4、6 或 9 位数字的区划代码",
        ));
    }
    let mut held = Vec::new();
    for name in &request.roles {
        let role = Role::named(name)
            .ok_or_else(|| Refusal::malformed("roles", "no such role", "没有这个岗位"))?;
        if !held.contains(&role) {
            held.push(role);
        }
    }
    if held.is_empty() {
        return Err(Refusal::malformed(
            "roles",
            "must name at least one role",
            "至少须有一个岗位",
        ));
    }
    let estate = roles::estate(&held).ok_or_else(|| refusals::plain(&refusals::ROLES_EXCLUDE))?;
    passwords::require_strong(&request.password, &request.username)?;
    Ok(Wanted {
        request_id,
        roles: held,
        estate,
    })
}

fn text(field: &str, text: &str, shortest: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length < shortest || length > 100 || text.chars().any(char::is_control) {
        return Err(Refusal::malformed(
            field,
            "must be a short text without control characters",
            "须为不含控制字符的短文本",
        ));
    }
    Ok(())
}

fn require_within(caller: &Caller, division: &str) -> Result<(), Refusal> {
    if division.starts_with(caller.actor().division.as_str()) {
        return Ok(());
    }
    Err(Refusal::new(
        &general::FORBIDDEN,
        "the account would lie outside your division",
        "只能为本区划及其下级区划设立账号。",
    ))
}

fn reused() -> Refusal {
    Refusal::new(
        &general::REQUEST_ID_REUSED,
        "the request_id was used for something else",
        general::REQUEST_ID_REUSED.remedy,
    )
}
