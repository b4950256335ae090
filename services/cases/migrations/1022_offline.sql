-- Commands that phones recorded off-line: kept from their arrival on, so that each is done once, in whatever order they come.
create table offline_command (
    -- The account that sent it; ids are unique within it, as request ids are.
    principal text not null,
    command_id uuid not null,
    device_id text not null,
    sequence bigint not null,
    -- gRPC path.
    method text not null,
    -- SM3 of everything that the command says: the same id with other contents is another command.
    fingerprint bytea not null,
    -- The request, encoded. Dropped once it is done: the record has it from then on.
    payload bytea,
    -- Id that the phone made for the case that it opens.
    opens_case_id uuid,
    -- The case that it names or opens; null: it is known by its code, or by nothing yet.
    case_id uuid,
    -- Commands of the same account that it builds on.
    after uuid[] not null,
    -- The device's clock at recording and at sending, the platform's at arrival.
    device_at timestamptz not null,
    sent_at timestamptz not null,
    received_at timestamptz not null,
    clock_off boolean not null,
    -- Why it was recorded off-line, when the obstacle ended, and whether it arrived too late.
    reason text not null,
    obstacle_ended_on date not null,
    late boolean not null,
    state text not null,
    -- Version of the case after it.
    version bigint,
    -- yifa.cases.v1.CommandRefusal: why it was not done, or not yet.
    refusal bytea,
    settled_at timestamptz,
    constraint offline_command_pkey primary key (principal, command_id),
    constraint offline_command_fingerprint_check check (octet_length(fingerprint) = 32),
    constraint offline_command_reason_check check (reason in ('NO_NETWORK', 'PLATFORM_FAILURE', 'LAW')),
    constraint offline_command_state_check check (state in ('WAITING', 'ACCEPTED', 'REFUSED', 'CONFLICT', 'EXPIRED')),
    constraint offline_command_settled_check check ((state = 'WAITING') = (settled_at is null)),
    constraint offline_command_payload_check check (state <> 'WAITING' or payload is not null)
);

-- What waits: nearly always little.
create index offline_command_waiting_idx on offline_command (principal, device_id, sequence, command_id)
    where state = 'WAITING';
create index offline_command_expiring_idx on offline_command (received_at) where state = 'WAITING';
-- An account's commands, the newest first.
create index offline_command_received_idx on offline_command (principal, received_at desc, command_id);
-- Contents that are to be forgotten.
create index offline_command_settled_idx on offline_command (settled_at)
    where payload is not null and state <> 'WAITING';
