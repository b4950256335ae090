-- Files in and out, and the long work that reads or makes them. Nothing here is a record: files and operations go after
-- seven days; what an import proposed is a change.

-- A file: uploaded by somebody, or made for somebody. Only its owner ever sees it.
create table transfer_file (
    file_id uuid not null,
    owner text not null,
    -- Whether the owner brought it (upload) or an operation made it (result).
    origin text not null,
    name text not null,
    media_type text not null,
    -- Bytes held so far.
    size bigint not null,
    -- SM3 of the bytes; null: not whole yet.
    sm3 bytea,
    begun_at timestamptz not null,
    expires_at timestamptz not null,
    constraint transfer_file_pkey primary key (file_id),
    constraint transfer_file_origin_known check (origin in ('upload', 'result')),
    constraint transfer_file_sm3_is_sm3 check (octet_length(sm3) = 32),
    constraint transfer_file_size_not_negative check (size >= 0)
);

create index transfer_file_owner_idx on transfer_file (owner, expires_at);
create index transfer_file_expiry_idx on transfer_file (expires_at);

-- A piece of a file, at its place.
create table transfer_piece (
    file_id uuid not null,
    place bigint not null,
    content bytea not null,
    constraint transfer_piece_pkey primary key (file_id, place),
    constraint transfer_piece_file_fkey foreign key (file_id)
        references transfer_file (file_id) on delete cascade,
    constraint transfer_piece_not_empty check (octet_length(content) > 0)
);

-- Content is compressed already.
alter table transfer_piece alter column content set storage external;

-- Long work: an import or an export.
create table transfer_operation (
    operation_id uuid not null,
    owner text not null,
    -- Name and division of the owner when it was started: whose change it proposes, and whose elements it may change.
    owner_name text not null,
    owner_division text collate "C" not null,
    kind text not null,
    state text not null,
    registry text not null,
    file_name text not null,
    dry_run boolean not null,
    -- The request as it was made, and what makes a retry the same.
    request_id uuid not null,
    request bytea not null,
    trace_id text not null,
    rows_done bigint not null default 0,
    rows_total bigint not null default 0,
    rows_new bigint not null default 0,
    rows_changed bigint not null default 0,
    rows_unchanged bigint not null default 0,
    rows_refused bigint not null default 0,
    change_id uuid,
    file_id uuid,
    failure text not null default '',
    remarks text[] not null default '{}',
    started_at timestamptz not null,
    ended_at timestamptz,
    expires_at timestamptz not null,
    -- The worker that has it, until when, and how many have had it.
    worker uuid,
    lease_until timestamptz,
    attempts integer not null default 0,
    constraint transfer_operation_pkey primary key (operation_id),
    constraint transfer_operation_request_key unique (owner, request_id),
    constraint transfer_operation_kind_known check (kind in ('IMPORT', 'EXPORT')),
    constraint transfer_operation_state_known
        check (state in ('WAITING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    constraint transfer_operation_ended_once check ((ended_at is null) = (state in ('WAITING', 'RUNNING'))),
    constraint transfer_operation_running_has_a_worker
        check (state <> 'RUNNING' or (worker is not null and lease_until is not null))
);

create index transfer_operation_owner_idx on transfer_operation (owner, started_at desc, operation_id desc);
create index transfer_operation_open_idx on transfer_operation (started_at) where state in ('WAITING', 'RUNNING');
create index transfer_operation_expiry_idx on transfer_operation (expires_at);

-- What an import found wrong, in the order of the file.
create table transfer_row_error (
    operation_id uuid not null,
    ordinal bigint not null,
    row_number bigint not null,
    column_name text not null,
    rule text not null,
    message text not null,
    value text not null,
    reason text not null,
    constraint transfer_row_error_pkey primary key (operation_id, ordinal),
    constraint transfer_row_error_operation_fkey foreign key (operation_id)
        references transfer_operation (operation_id) on delete cascade
);
