-- Events that a consumer could not apply, and what came after them of the same aggregates: kept until an operator replays
-- them, so that one event does not hold up all the others.
create table set_aside (
    consumer text not null,
    position bigint not null,
    aggregate_type text not null,
    aggregate_id text not null,
    aggregate_version bigint not null,
    event_type text not null,
    -- yifa.feed.v1.Event, whole: what is replayed, wherever it came from.
    event bytea not null,
    -- Position of the event of the same aggregate that could not be applied; null for that event itself.
    behind bigint,
    -- Why it could not be applied; empty for what waits behind.
    reason text not null,
    tries integer not null,
    set_aside_at timestamptz not null,
    tried_at timestamptz not null,
    replayed_at timestamptz,
    constraint set_aside_pkey primary key (consumer, position),
    constraint set_aside_position_check check (position > 0),
    constraint set_aside_behind_check check (behind < position)
);

-- What waits: asked for with every batch, and nearly always empty.
create index set_aside_waiting_idx on set_aside (consumer, aggregate_type, aggregate_id, position)
    where replayed_at is null;
