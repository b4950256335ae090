-- The record of what happened, and the feed that others follow. docs/record.md states every hash byte by byte.

-- One row is one event, written in the transaction of its act and never touched again. The first columns carry the names
-- of Debezium's outbox, so that a Kafka Connect job can read the table as it stands.
create table record (
    event_id bigint generated always as identity,
    id uuid not null,
    aggregatetype text not null,
    aggregateid text not null,
    aggregateversion bigint not null,
    type text not null,
    payload bytea not null,
    division text not null,
    actor text not null,
    request_id uuid not null,
    trace_id text not null,
    recorded_at timestamptz not null,
    previous_hash bytea not null,
    hash bytea not null,
    constraint record_pkey primary key (event_id),
    constraint record_id_key unique (id),
    -- Two acts on the same version: the second breaks this and is told Stale.
    constraint record_aggregate_key unique (aggregatetype, aggregateid, aggregateversion),
    constraint record_aggregatetype_check check (aggregatetype <> ''),
    constraint record_aggregateid_check check (aggregateid <> ''),
    constraint record_aggregateversion_check check (aggregateversion > 0),
    constraint record_type_check check (type <> ''),
    constraint record_actor_check check (actor <> ''),
    constraint record_trace_id_check check (octet_length(trace_id) in (0, 32)),
    constraint record_previous_hash_check check (octet_length(previous_hash) = 32),
    constraint record_hash_check check (octet_length(hash) = 32)
);

-- Events that have no position yet. The publisher empties it; a backlog is a publisher that does not run.
-- No foreign key: its check would rewrite the header of every record row, and `yifa verify` compares the tables anyway.
create table outbox (
    event_id bigint not null,
    constraint outbox_pkey primary key (event_id)
) with (
    -- Rows live for milliseconds: vacuum by count, not by a share of a table that is nearly always empty.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000
);

-- The order in which everybody sees the events: dense positions 1, 2, 3 …, stamped after commit by one publisher.
create table feed (
    position bigint not null,
    event_id bigint not null,
    constraint feed_pkey primary key (position),
    constraint feed_event_id_key unique (event_id),
    constraint feed_position_check check (position > 0)
);

-- Hashes of the complete subtrees of the Merkle log (RFC 6962 over SM3): level 0 is the leaves, index counts from 0.
-- Every root, inclusion proof and consistency proof is made of O(log n) of these.
create table merkle_node (
    level smallint not null,
    index bigint not null,
    hash bytea not null,
    constraint merkle_node_pkey primary key (level, index),
    constraint merkle_node_level_check check (level between 0 and 62),
    constraint merkle_node_index_check check (index >= 0),
    constraint merkle_node_hash_check check (octet_length(hash) = 32)
);

-- Signed heads: what the log was when it had so many events.
create table log_head (
    tree_size bigint not null,
    log text not null,
    root_hash bytea not null,
    signed_at timestamptz not null,
    signature bytea not null,
    key_id text not null,
    constraint log_head_pkey primary key (tree_size),
    constraint log_head_tree_size_check check (tree_size > 0),
    constraint log_head_root_hash_check check (octet_length(root_hash) = 32),
    constraint log_head_signature_check check (octet_length(signature) = 64)
);

-- The answer given to a request, kept so that a retry is answered and not carried out again.
create table answer (
    principal text not null,
    request_id uuid not null,
    method text not null,
    payload_hash bytea not null,
    response bytea not null,
    answered_at timestamptz not null,
    constraint answer_key primary key (principal, request_id),
    constraint answer_payload_hash_check check (octet_length(payload_hash) = 32)
);

-- Answers are forgotten by age.
create index answer_answered_at_idx on answer (answered_at);

-- How far a consumer has come in another service's feed. It moves in the transaction of the consumer's effect.
create table checkpoint (
    consumer text not null,
    position bigint not null,
    applied_at timestamptz not null,
    constraint checkpoint_pkey primary key (consumer),
    constraint checkpoint_position_check check (position >= 0)
);

-- Stops accidents, not intent: whoever owns the tables can switch it off. Intent is what the chain, the log and the heads
-- kept elsewhere are for.
create function feed_refuse_change() returns trigger
language plpgsql
as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end
$$;

create trigger record_append_only before update or delete or truncate on record
    for each statement execute function feed_refuse_change();
create trigger feed_append_only before update or delete or truncate on feed
    for each statement execute function feed_refuse_change();
create trigger merkle_node_append_only before update or delete or truncate on merkle_node
    for each statement execute function feed_refuse_change();
create trigger log_head_append_only before update or delete or truncate on log_head
    for each statement execute function feed_refuse_change();

-- Writes one act: its events to the record and the outbox, and its answer. It stands in the statement that saves the
-- aggregate, so that an act is one statement:
--
--     with saved as (update cases set … where case_id = $1 and version = $2 returning 1)
--     select feed_append(…) from saved
--
-- No row: the version had moved on. Arrays hold one element per event, in the order of the events. Without a method no
-- answer is kept. Gives the number of events. plpgsql, because it keeps its plans and a SQL function does not.
create function feed_append(
    in_ids uuid[],
    in_aggregate_types text[],
    in_aggregate_ids text[],
    in_aggregate_versions bigint[],
    in_types text[],
    in_payloads bytea[],
    in_divisions text[],
    in_previous_hashes bytea[],
    in_hashes bytea[],
    in_actor text,
    in_request_id uuid,
    in_trace_id text,
    in_recorded_at timestamptz,
    in_method text,
    in_payload_hash bytea,
    in_response bytea
) returns bigint
language plpgsql volatile
as $$
declare
    appended bigint;
begin
    with written as (
        insert into record (
            id, aggregatetype, aggregateid, aggregateversion, type, payload, division,
            actor, request_id, trace_id, recorded_at, previous_hash, hash
        )
        select
            e.id, e.aggregatetype, e.aggregateid, e.aggregateversion, e.type, e.payload, e.division,
            in_actor, in_request_id, in_trace_id, in_recorded_at, e.previous_hash, e.hash
        from unnest(
            in_ids, in_aggregate_types, in_aggregate_ids, in_aggregate_versions, in_types, in_payloads,
            in_divisions, in_previous_hashes, in_hashes
        ) with ordinality as e (
            id, aggregatetype, aggregateid, aggregateversion, type, payload,
            division, previous_hash, hash, ordinal
        )
        order by e.ordinal
        returning event_id
    ), queued as (
        insert into outbox (event_id)
        select event_id from written
    ), kept as (
        insert into answer (principal, request_id, method, payload_hash, response, answered_at)
        select in_actor, in_request_id, in_method, in_payload_hash, in_response, in_recorded_at
        where in_method is not null
    )
    select count(*) into appended from written;
    return appended;
end
$$;
