-- Files of cases. The bytes lie in the vault under their SM3; what is known of them stands here.

create table stored_file (
    -- SM3 of the bytes: the file's name in the vault.
    sm3 bytea not null,
    sha256 bytea not null,
    size bigint not null,
    -- SM3 of the hashes of its blocks, by which a range is checked; null: the bytes are not whole in the vault yet.
    blocks bytea,
    -- When it was last said that the file is about to be put.
    intended_at timestamptz not null,
    -- When an act first relied on it; null: none has. Such a file may be removed again, no other ever is.
    committed_at timestamptz,
    constraint stored_file_pkey primary key (sm3),
    constraint stored_file_hashes check (
        octet_length(sm3) = 32 and octet_length(sha256) = 32 and (blocks is null or octet_length(blocks) = 32)
    ),
    constraint stored_file_size_not_negative check (size >= 0),
    constraint stored_file_committed_is_whole check (committed_at is null or blocks is not null)
);

create index stored_file_uncommitted_idx on stored_file (intended_at) where committed_at is null;

-- Uploads of evidence, chunk by chunk.
create table upload (
    -- Made by the client, before anything was sent.
    upload_id uuid not null,
    principal text collate "C" not null,
    officer_id text collate "C" not null,
    case_id uuid not null,
    -- What the client said at the beginning, encoded: the same again is the same upload.
    declared bytea not null,
    size bigint not null,
    sm3 bytea not null,
    sha256 bytea not null,
    chunk_size integer not null,
    -- open, completed, abandoned, expired.
    state text collate "C" not null,
    -- Number of the exhibit that it became; null: it has become none.
    exhibit integer,
    begun_at timestamptz not null,
    touched_at timestamptz not null,
    constraint upload_pkey primary key (upload_id),
    constraint upload_case_fkey foreign key (case_id) references cases (case_id),
    constraint upload_state_known check (state in ('open', 'completed', 'abandoned', 'expired')),
    constraint upload_completed_is_exhibit check ((state = 'completed') = (exhibit is not null)),
    constraint upload_size_positive check (size > 0 and chunk_size > 0),
    constraint upload_hashes check (octet_length(sm3) = 32 and octet_length(sha256) = 32)
);

create index upload_open_of_officer_idx on upload (officer_id) where state = 'open';
create index upload_open_idx on upload (touched_at) where state = 'open';

-- Chunks that were acknowledged: each is on the disk of the vault under its number and its SM3.
create table upload_chunk (
    upload_id uuid not null,
    number integer not null,
    size integer not null,
    sm3 bytea not null,
    received_at timestamptz not null,
    constraint upload_chunk_pkey primary key (upload_id, number),
    constraint upload_chunk_upload_fkey foreign key (upload_id) references upload (upload_id),
    constraint upload_chunk_is_sm3 check (octet_length(sm3) = 32)
);
