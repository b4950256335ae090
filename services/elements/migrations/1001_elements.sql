-- The registries, in both time axes: valid time (days for which a body holds in law) and recorded time (when the
-- platform knew it). What was recorded stays: a correction only sets superseded_at on what it overlaps.

-- One element: the guard of its versions. Every change moves version by one, and no two changes can move the same one.
create table element (
    registry text not null,
    element_id text collate "C" not null,
    version bigint not null,
    chain_head bytea not null,
    division text collate "C" not null,
    name text not null,
    changed_at timestamptz not null,
    constraint element_pkey primary key (registry, element_id),
    constraint element_registry_known check (
        registry in ('agency', 'officer', 'certificate', 'posting', 'party', 'item', 'law', 'division')
    ),
    constraint element_version_positive check (version > 0),
    constraint element_chain_head_is_sm3 check (octet_length(chain_head) = 32)
);

-- What holds of an element for an interval of days, known for an interval of time.
create table element_version (
    registry text not null,
    element_id text collate "C" not null,
    -- Version of the element whose change recorded the row.
    version bigint not null,
    valid_from date not null,
    -- First day for which it no longer holds; null: open.
    valid_to date,
    recorded_at timestamptz not null,
    -- When a later change overwrote it; null: still what is known.
    superseded_at timestamptz,
    recorded_by text not null,
    name text not null,
    division text collate "C" not null,
    -- The element it belongs to: a certificate's officer, an officer's agency, a division's parent.
    parent_id text collate "C",
    -- A code that names it outside the platform: credit code, citizen id number, certificate number.
    identity text collate "C",
    -- yifa.elements.v1.Element as recorded.
    body bytea not null,
    constraint element_version_pkey primary key (registry, element_id, version, valid_from),
    constraint element_version_element_fkey foreign key (registry, element_id)
        references element (registry, element_id),
    constraint element_version_holds_a_day check (valid_to is null or valid_from < valid_to),
    constraint element_version_known_before_superseded check (superseded_at is null or recorded_at <= superseded_at)
);

-- Two rows known at once never begin on the same day; that they do not overlap is the element's version check.
create unique index element_version_known_key
    on element_version (registry, element_id, valid_from) where superseded_at is null;

create index element_version_division_idx
    on element_version (registry, division, element_id);

create index element_version_parent_idx
    on element_version (registry, parent_id, element_id) where parent_id is not null;

create index element_version_identity_idx
    on element_version (registry, identity) where identity is not null and superseded_at is null;

create function element_version_is_kept() returns trigger
language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
        and (new.registry, new.element_id, new.version, new.valid_from, new.recorded_at, new.recorded_by,
             new.name, new.division, new.body)
          = (old.registry, old.element_id, old.version, old.valid_from, old.recorded_at, old.recorded_by,
             old.name, old.division, old.body)
        and new.valid_to is not distinct from old.valid_to
        and new.parent_id is not distinct from old.parent_id
        and new.identity is not distinct from old.identity
    then
        return new;
    end if;
    raise exception 'what was recorded of an element is kept; only superseded_at is set, once'
        using errcode = 'restrict_violation';
end
$$;

create trigger element_version_is_kept
    before update or delete on element_version
    for each row execute function element_version_is_kept();
