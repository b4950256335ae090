-- Feeds received from other deployments: events as they were sealed there, dense from 1, proved by the origin's signed
-- heads. Nothing of this deployment's own feeds is kept here.

-- One log of one origin: how far it has been received. Its row is the lock under which a batch is taken.
create table received_log (
    link_id integer generated always as identity,
    -- Deployment that it comes from; on side 'upper' the name that the settings give the upper deployment.
    origin text collate "C" not null,
    log text collate "C" not null,
    side text not null,
    -- Deployment that handed it on; empty: the origin itself.
    via text not null,
    division text collate "C" not null,
    -- Newest position received.
    position bigint not null,
    -- Newest position covered by a signed head that was found right.
    proved_position bigint not null,
    -- Newest position at the origin, as last told.
    feed_head bigint not null,
    -- Since when events have been known that have not arrived; null: none are.
    behind_since timestamptz,
    received_at timestamptz,
    heard_at timestamptz not null,
    -- Key that signs the log's heads, pinned when first seen (SPKI, PEM).
    log_public_key_pem text not null,
    constraint received_log_pkey primary key (link_id),
    constraint received_log_origin_key unique (origin, log),
    constraint received_log_side_known check (side in ('lower', 'upper')),
    constraint received_log_origin_named check (origin <> '' and log <> ''),
    constraint received_log_position_check check (position >= proved_position and proved_position >= 0)
);

create table received_event (
    link_id integer not null,
    position bigint not null,
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
    constraint received_event_pkey primary key (link_id, position),
    constraint received_event_aggregate_key unique (link_id, aggregatetype, aggregateid, aggregateversion),
    constraint received_event_log_fkey foreign key (link_id) references received_log (link_id),
    constraint received_event_position_check check (position > 0),
    constraint received_event_hash_check check (octet_length(hash) = 32 and octet_length(previous_hash) = 32)
);

-- Complete subtrees of the received log's Merkle tree (RFC 6962 over SM3), those of 256 leaves and more: with the leaves
-- behind the last of them the root at any size is found.
create table received_node (
    link_id integer not null,
    level smallint not null,
    index bigint not null,
    hash bytea not null,
    constraint received_node_pkey primary key (link_id, level, index),
    constraint received_node_log_fkey foreign key (link_id) references received_log (link_id),
    constraint received_node_level_check check (level between 8 and 62),
    constraint received_node_hash_check check (octet_length(hash) = 32)
);

-- Heads that origins have signed: what they cannot take back.
create table received_head (
    link_id integer not null,
    tree_size bigint not null,
    root_hash bytea not null,
    signed_at timestamptz not null,
    signature bytea not null,
    key_id text not null,
    heard_at timestamptz not null,
    -- When the root was found right; null: the log has not been received so far yet.
    proved_at timestamptz,
    constraint received_head_pkey primary key (link_id, tree_size),
    constraint received_head_log_fkey foreign key (link_id) references received_log (link_id),
    constraint received_head_tree_size_check check (tree_size > 0),
    constraint received_head_root_hash_check check (octet_length(root_hash) = 32)
);

create index received_head_unproved_idx on received_head (link_id, tree_size) where proved_at is null;

-- Ranges of positions that were missing when something later came: [from_position, to_position].
create table gap (
    gap_id bigint generated always as identity,
    origin text collate "C" not null,
    log text collate "C" not null,
    division text collate "C" not null,
    from_position bigint not null,
    to_position bigint not null,
    found_at timestamptz not null,
    times bigint not null,
    closed_at timestamptz,
    constraint gap_pkey primary key (gap_id),
    constraint gap_range_check check (from_position > 0 and from_position <= to_position)
);

create unique index gap_open_key on gap (origin, log, from_position) where closed_at is null;

-- What was refused because it contradicts itself or what was received before. Closed by a signed head that is found right
-- at this position or later.
create table dispute (
    dispute_id bigint generated always as identity,
    origin text collate "C" not null,
    log text collate "C" not null,
    division text collate "C" not null,
    kind text not null,
    position bigint not null,
    detail text not null,
    found_at timestamptz not null,
    seen_at timestamptz not null,
    times bigint not null,
    closed_at timestamptz,
    constraint dispute_pkey primary key (dispute_id),
    constraint dispute_kind_known check (
        kind in ('account', 'signature', 'forged', 'division', 'chain', 'head', 'rewritten', 'rewound')
    )
);

-- One open dispute of each kind keeps where it first showed: whoever sends nonsense does not fill the table.
create unique index dispute_open_key on dispute (origin, log, kind) where closed_at is null;

-- Stops accidents, not intent: intent is what the heads signed by the origin are for.
create trigger received_event_append_only before update or delete or truncate on received_event
    for each statement execute function feed_refuse_change();
create trigger received_node_append_only before update or delete or truncate on received_node
    for each statement execute function feed_refuse_change();
