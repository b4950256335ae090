-- Two persons: what one proposes (变更单) and another publishes. And what lists filter by.

alter table element
    drop constraint element_registry_known,
    add constraint element_registry_known check (
        registry in (
            'agency', 'officer', 'certificate', 'posting', 'party', 'item', 'law', 'division', 'standard', 'typical_case',
            'template', 'instrument', 'claim', 'parameter_pack', 'leniency_list', 'revenue_mapping', 'holiday_calendar',
            'scene', 'feature', 'norm'
        )
    );

alter table element_version
    -- Change that recorded the row; null: adopted from above, or part of the first data.
    add column change_id uuid,
    -- Who proposed it; recorded_by published it.
    add column proposed_by text not null default '',
    -- What lists filter by: `<field of the list request>=<value>`; null: recorded before there were facets.
    add column facets text[],
    -- Last day printed on it (certificates).
    add column expires date;

create index element_version_facets_idx on element_version using gin (facets);

create index element_version_expires_idx
    on element_version (registry, expires) where expires is not null and superseded_at is null;

create index element_version_change_idx
    on element_version (change_id, registry, element_id) where change_id is not null;

-- Only divisions are listed by what they belong to, and only an officer's certificates are held against each other;
-- everything else is found by facets.
drop index element_version_parent_idx;
create index element_version_parent_idx
    on element_version (registry, parent_id, element_id) where registry in ('certificate', 'division');

create or replace function element_version_is_kept() returns trigger
language plpgsql as $$
begin
    if tg_op = 'UPDATE'
        and (new.registry, new.element_id, new.version, new.valid_from, new.recorded_at, new.recorded_by,
             new.name, new.division, new.body, new.proposed_by)
          = (old.registry, old.element_id, old.version, old.valid_from, old.recorded_at, old.recorded_by,
             old.name, old.division, old.body, old.proposed_by)
        and new.valid_to is not distinct from old.valid_to
        and new.parent_id is not distinct from old.parent_id
        and new.identity is not distinct from old.identity
        and new.change_id is not distinct from old.change_id
        and (
            (old.superseded_at is null and new.superseded_at is not null
                and new.facets is not distinct from old.facets and new.expires is not distinct from old.expires)
            -- What was recorded before there were facets is given them once: they only repeat what the body says.
            or (new.superseded_at is not distinct from old.superseded_at
                and old.facets is null and new.facets is not null and old.expires is null)
        )
    then
        return new;
    end if;
    raise exception 'what was recorded of an element is kept; only superseded_at is set, once'
        using errcode = 'restrict_violation';
end
$$;

-- Codes that were ever published, one row each. Whoever publishes an element with a code locks the code's row first, so
-- that of two who publish the same code at once the second sees what the first has published.
create table identity (
    registry text not null,
    code text collate "C" not null,
    constraint identity_pkey primary key (registry, code)
);

-- A change: what one person proposes and another publishes.
create table change (
    change_id uuid not null,
    version bigint not null,
    state text not null,
    title text not null,
    reason text not null,
    -- Smallest division that holds all its elements.
    division text collate "C" not null,
    proposed_by text not null,
    proposer_name text not null,
    proposed_at timestamptz not null,
    decided_by text not null default '',
    decider_name text not null default '',
    decided_at timestamptz,
    -- Why it was rejected, or why publishing it failed last.
    answer text not null default '',
    entries integer not null,
    -- Entries already checked while it is publishing.
    done integer not null default 0,
    -- Import it comes from.
    operation_id uuid,
    -- What publishing it in the background goes on with after a restart.
    keeps text not null default '',
    request_id uuid,
    trace_id text not null default '',
    -- Until when somebody is at it, and who.
    lease_until timestamptz,
    leased_by uuid,
    constraint change_pkey primary key (change_id),
    constraint change_state_known check (state in ('PROPOSED', 'PUBLISHING', 'PUBLISHED', 'REJECTED', 'CANCELLED')),
    constraint change_version_positive check (version > 0),
    constraint change_entries_some check (entries > 0),
    constraint change_decided_by_somebody check (
        (state in ('PUBLISHING', 'PUBLISHED', 'REJECTED')) = (decided_by <> '' and decided_at is not null)
    ),
    constraint change_published_by_another check (
        state not in ('PUBLISHING', 'PUBLISHED') or decided_by <> proposed_by
    ),
    constraint change_publishing_by_request check (state <> 'PUBLISHING' or request_id is not null)
);

-- Newest first: the ids are ordered by time.
create index change_state_idx on change (state, change_id desc);
create index change_proposer_idx on change (proposed_by, change_id desc);
create index change_publishing_idx on change (change_id) where state = 'PUBLISHING';

-- One entry of a change: what is to hold, or that nothing is to hold.
create table change_entry (
    change_id uuid not null,
    ordinal integer not null,
    registry text not null,
    element_id text collate "C" not null,
    valid_from date not null,
    valid_to date,
    -- Version of the element when it was proposed; 0: it was new.
    seen bigint not null,
    -- yifa.elements.v1.Element as proposed; null: nothing is to hold.
    body bytea,
    constraint change_entry_pkey primary key (change_id, ordinal),
    constraint change_entry_change_fkey foreign key (change_id) references change (change_id),
    constraint change_entry_ordinal_positive check (ordinal > 0),
    constraint change_entry_seen_check check (seen >= 0),
    constraint change_entry_holds_a_day check (valid_to is null or valid_from < valid_to)
);

create index change_entry_element_idx on change_entry (registry, element_id, change_id desc);

create trigger change_entry_is_kept before update or delete or truncate on change_entry
    for each statement execute function feed_refuse_change();

-- What was proposed stays as it was, and a change only goes forward: proposed, publishing, published; or back once, when
-- publishing it fails; or rejected, or cancelled.
create function change_goes_forward() returns trigger
language plpgsql as $$
begin
    if tg_op = 'UPDATE'
        and (new.change_id, new.title, new.reason, new.division, new.proposed_by, new.proposer_name, new.proposed_at,
             new.entries)
          = (old.change_id, old.title, old.reason, old.division, old.proposed_by, old.proposer_name, old.proposed_at,
             old.entries)
        and new.operation_id is not distinct from old.operation_id
        and (
            (old.state = 'PROPOSED' and new.state in ('PUBLISHING', 'PUBLISHED', 'REJECTED', 'CANCELLED'))
            or (old.state = 'PUBLISHING' and new.state in ('PUBLISHING', 'PUBLISHED', 'PROPOSED'))
        )
    then
        return new;
    end if;
    raise exception 'a change is kept, and goes from one state to the next only'
        using errcode = 'restrict_violation';
end
$$;

create trigger change_goes_forward before update or delete on change
    for each row execute function change_goes_forward();
