-- Accounts, sessions, service accounts and the audit log of the gateway.

-- A person's account. Ids are never reused: accounts are disabled, not deleted.
create table account (
    account_id uuid not null,
    username text not null,
    display_name text not null,
    -- PHC string (argon2id).
    password_hash text not null,
    password_changed_at timestamptz not null,
    -- Secret of the one-time code, sealed (src/seal.rs).
    one_time_secret bytea not null,
    -- Last step whose code was used: an older or equal one is a replay.
    one_time_step bigint not null default 0,
    officer_id text,
    agency_id text not null,
    division text not null,
    -- Which of the separated kinds of role the account may hold (GB/T 22239-2019 8.1.4.2, 8.1.5).
    estate text not null,
    failed_attempts integer not null default 0,
    locked_until timestamptz,
    disabled_at timestamptz,
    created_at timestamptz not null,
    created_by text not null,
    constraint account_pkey primary key (account_id),
    constraint account_username_key unique (username),
    constraint account_estate_key unique (account_id, estate),
    constraint account_username_check check (username ~ '^[a-z0-9][a-z0-9._-]{2,63}$'),
    constraint account_display_name_check check (length(display_name) between 1 and 100),
    constraint account_division_check check (division ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})$'),
    constraint account_failed_attempts_check check (failed_attempts >= 0),
    constraint account_estate_check
        check (estate in ('business', 'system_admin', 'security_admin', 'audit_admin'))
);

-- Roles of an account. The estate in both keys keeps the three administrators apart from each other and from
-- business: no row can join a role of one estate to an account of another.
create table account_role (
    account_id uuid not null,
    role text not null,
    estate text not null,
    constraint account_role_pkey primary key (account_id, role),
    constraint account_role_account_fkey
        foreign key (account_id, estate) references account (account_id, estate),
    constraint account_role_estate_check check (
        (estate = 'business'
            and role in ('officer', 'leader', 'legal_reviewer', 'supervisor', 'element_clerk'))
        or (estate = role and role in ('system_admin', 'security_admin', 'audit_admin'))
    )
);

-- Further agencies that an account acts for.
create table account_posting (
    account_id uuid not null,
    agency_id text not null,
    division text not null,
    constraint account_posting_pkey primary key (account_id, agency_id),
    constraint account_posting_account_fkey foreign key (account_id) references account (account_id),
    constraint account_posting_division_check
        check (division ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})$')
);

-- A sign-in session.
create table session (
    session_id uuid not null,
    account_id uuid not null,
    source text not null,
    started_at timestamptz not null,
    ends_at timestamptz not null,
    revoked_at timestamptz,
    revoked_because text,
    constraint session_pkey primary key (session_id),
    constraint session_account_fkey foreign key (account_id) references account (account_id),
    constraint session_revoked_check check ((revoked_at is null) = (revoked_because is null))
);
create index session_account_idx on session (account_id) where revoked_at is null;
create index session_ends_idx on session (ends_at);

-- Refresh tokens: only their SM3. A used one that comes again ends its session.
create table refresh_token (
    token_hash bytea not null,
    session_id uuid not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint refresh_token_pkey primary key (token_hash),
    constraint refresh_token_session_fkey
        foreign key (session_id) references session (session_id) on delete cascade,
    constraint refresh_token_hash_check check (length(token_hash) = 32)
);
create index refresh_token_session_idx on refresh_token (session_id);

-- Service accounts: they prove themselves with a key (private_key_jwt, RFC 7523).
create table service_account (
    name text not null,
    display_name text not null,
    public_key_pem text not null,
    scopes text[] not null,
    division text not null,
    disabled_at timestamptz,
    created_at timestamptz not null,
    constraint service_account_pkey primary key (name),
    constraint service_account_name_check check (name ~ '^[a-z][a-z0-9-]{1,62}$'),
    constraint service_account_division_check
        check (division ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})$')
);

-- Assertions already exchanged.
create table used_assertion (
    name text not null,
    jti text not null,
    expires_at timestamptz not null,
    constraint used_assertion_pkey primary key (name, jti),
    constraint used_assertion_account_fkey foreign key (name) references service_account (name)
);
create index used_assertion_expires_idx on used_assertion (expires_at);

-- What replicas must forget at once: they read it every two seconds.
create table revocation (
    revocation_id bigint generated always as identity,
    subject_kind text not null,
    subject text not null,
    at timestamptz not null,
    constraint revocation_pkey primary key (revocation_id),
    constraint revocation_kind_check check (subject_kind in ('session', 'principal'))
);
create index revocation_at_idx on revocation (at);

-- Answers kept for retries (AIP-155). The answer is sealed: it may hold a secret shown only once.
create table kept_answer (
    principal text not null,
    request_id uuid not null,
    method text not null,
    -- HMAC of the request under the sealing key: a plain hash would let a password be guessed.
    request_mac bytea not null,
    answer bytea not null,
    at timestamptz not null,
    constraint kept_answer_pkey primary key (principal, request_id)
);

-- One row for each call of a mutating or sensitive method, written before the call is forwarded.
create table audit (
    call_id uuid not null,
    at timestamptz not null,
    principal text not null,
    username text not null,
    agency_id text not null,
    division text not null,
    method text not null,
    source text not null,
    request_id text not null,
    trace_id text not null,
    writer uuid not null,
    seq bigint not null,
    previous_hash bytea not null,
    hash bytea not null,
    constraint audit_pkey primary key (writer, seq),
    constraint audit_call_key unique (call_id),
    constraint audit_hash_check check (length(hash) = 32 and length(previous_hash) = 32)
);
create index audit_principal_idx on audit (principal, call_id);
create index audit_method_idx on audit (method, call_id);
create index audit_request_idx on audit (request_id, call_id) where request_id <> '';

-- How the call ended, written before its answer ends.
create table audit_outcome (
    call_id uuid not null,
    at timestamptz not null,
    -- Who tried to sign in, as given; the object acted on, as the service named it.
    username text not null,
    object text not null,
    outcome text not null,
    reason text not null,
    duration_us bigint not null,
    writer uuid not null,
    seq bigint not null,
    previous_hash bytea not null,
    hash bytea not null,
    constraint audit_outcome_pkey primary key (writer, seq),
    constraint audit_outcome_call_key unique (call_id),
    constraint audit_outcome_hash_check check (length(hash) = 32 and length(previous_hash) = 32)
);

create function refuse_change() returns trigger
language plpgsql
as $$
begin
    raise exception '% is insert-only', tg_table_name using errcode = 'restrict_violation';
end;
$$;

create trigger audit_insert_only
before update or delete or truncate on audit
for each statement execute function refuse_change();

create trigger audit_outcome_insert_only
before update or delete or truncate on audit_outcome
for each statement execute function refuse_change();
