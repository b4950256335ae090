-- Leads: one row holds a lead whole (state), with the columns that lists and lookups go by. What happened stands in the record.

create table lead (
    lead_id uuid not null,
    source text collate "C" not null,
    -- Number that the source knows it by; null: it has none.
    source_number text collate "C",
    -- Principal that reported it.
    reported_by text collate "C" not null,
    -- Agency that has it, and the one that has to do something now; null: it has ended.
    agency_id text collate "C" not null,
    turn_agency_id text collate "C",
    -- Division of the place, and those above it, so that every level has an index of its own.
    division text collate "C" not null,
    county text collate "C" generated always as (left(division, 6)) stored not null,
    city text collate "C" generated always as (left(division, 4)) stored not null,
    province text collate "C" generated always as (left(division, 2)) stored not null,
    step text collate "C" not null,
    ended boolean not null,
    -- Officers who verify it.
    officer_ids text[] not null,
    -- Last day of the first clock that runs, and whether it may still move; null: none runs.
    due_on date,
    provisional boolean not null,
    -- Whether a clock has run out on what is still to be done.
    overdue boolean not null,
    -- Events so far: the version of the lead, and the end of its hash chain.
    version bigint not null,
    chain_head bytea not null,
    state jsonb not null,
    -- Who told of it: here and not in the record, so that neither feed nor bundle carries it.
    informant_name text,
    informant_contact text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint lead_pkey primary key (lead_id),
    -- The same number of the same source is the same lead.
    constraint lead_source_number_key unique (source, source_number),
    constraint lead_ended_is_nobodys check (ended = (turn_agency_id is null)),
    constraint lead_informant_whole check ((informant_name is null) = (informant_contact is null)),
    constraint lead_version_positive check (version > 0),
    constraint lead_chain_head_is_sm3 check (octet_length(chain_head) = 32)
) with (fillfactor = 80);

-- Ids carry their time, so that the newest first is by id.
create index lead_division_idx on lead (division, lead_id);
create index lead_county_idx on lead (county, lead_id);
create index lead_city_idx on lead (city, lead_id);
create index lead_province_idx on lead (province, lead_id);
create index lead_reported_idx on lead (reported_by, lead_id);
create index lead_due_idx on lead (due_on, lead_id) where due_on is not null;

-- Who has a part in a lead: `agency:<id>` has it, was sent it or had it, `officer:<id>` verifies or verified it.
create table lead_part (
    part text collate "C" not null,
    lead_id uuid not null,
    constraint lead_part_pkey primary key (part, lead_id),
    constraint lead_part_lead_fkey foreign key (lead_id) references lead (lead_id)
);
