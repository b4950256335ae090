-- Letters that go out by e-mail, and what lets a party look at its case.

-- One row for each letter, written with the act that sends it; the worker takes it from there.
create table mail_outbox (
    letter_id uuid not null,
    case_id uuid not null,
    -- Service and attempt that it belongs to; null: a one-time code for the party's page.
    serving integer,
    attempt integer,
    recipient text not null,
    subject text not null,
    body text not null,
    -- SM3 of the file that is enclosed, in hex, and its name; null: none.
    sm3 text collate "C",
    file_name text,
    -- WAITING, TAKEN (by a server that only queues), ARRIVED, BOUNCED, GIVEN_UP.
    state text collate "C" not null,
    tries integer not null,
    -- Not tried again before; whoever tries it moves this ahead first, so that nobody else tries it meanwhile.
    next_try_at timestamptz not null,
    -- What the server answered last, and when.
    answer text not null,
    answered_at timestamptz,
    -- Whether the case's record says what became of it.
    noted boolean not null,
    written_at timestamptz not null,
    constraint mail_outbox_pkey primary key (letter_id),
    constraint mail_outbox_case_fkey foreign key (case_id) references cases (case_id),
    constraint mail_outbox_state_known check (state in ('WAITING', 'TAKEN', 'ARRIVED', 'BOUNCED', 'GIVEN_UP')),
    constraint mail_outbox_attempt_key unique (case_id, serving, attempt),
    constraint mail_outbox_attempt_whole check ((serving is null) = (attempt is null))
);

create index mail_outbox_waiting_idx on mail_outbox (next_try_at) where state = 'WAITING';
create index mail_outbox_unnoted_idx on mail_outbox (answered_at) where not noted and state <> 'WAITING';

-- The newest one-time code of a case, hashed.
create table party_code (
    case_id uuid not null,
    code_hash bytea not null,
    sent_at timestamptz not null,
    constraint party_code_pkey primary key (case_id),
    constraint party_code_case_fkey foreign key (case_id) references cases (case_id)
);

-- Tries in vain to open a case's page. Only for cases that exist: whoever guesses codes leaves no row.
create table party_try (
    case_id uuid not null,
    since timestamptz not null,
    tries integer not null,
    constraint party_try_pkey primary key (case_id),
    constraint party_try_case_fkey foreign key (case_id) references cases (case_id)
);

-- Sessions of parties; the token is kept as its hash alone.
create table party_session (
    token_hash bytea not null,
    case_id uuid not null,
    -- How the party proved itself, in Chinese.
    factor text not null,
    expires_at timestamptz not null,
    constraint party_session_pkey primary key (token_hash),
    constraint party_session_case_fkey foreign key (case_id) references cases (case_id)
);

create index party_session_expires_idx on party_session (expires_at);
