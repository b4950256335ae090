-- Cases: one row holds a case whole (state), with the columns that lists and lookups go by. What happened stands in the
-- record (crates/feed); replaying it gives the same state.

create table cases (
    case_id uuid not null,
    -- Identity code without its groups: 16 characters and the check character.
    code text collate "C" not null,
    procedure text collate "C" not null,
    step text collate "C" not null,
    closed boolean not null,
    agency_id text collate "C" not null,
    party_id text collate "C" not null,
    -- Division that owns the case, and those above it, so that every level has an index of its own.
    division text collate "C" not null,
    county text collate "C" generated always as (left(division, 6)) stored not null,
    city text collate "C" generated always as (left(division, 4)) stored not null,
    province text collate "C" generated always as (left(division, 2)) stored not null,
    -- Events so far: the version of the case, and the end of its hash chain.
    version bigint not null,
    chain_head bytea not null,
    state jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint cases_pkey primary key (case_id),
    constraint cases_code_key unique (code),
    constraint cases_procedure_known check (procedure in ('INSPECTION', 'ORDINARY_PENALTY')),
    constraint cases_version_positive check (version > 0),
    constraint cases_chain_head_is_sm3 check (octet_length(chain_head) = 32)
) with (fillfactor = 80);

-- Ids carry their time, so that the newest first is by id. None of these columns ever changes: updates stay in place (HOT).
create index cases_agency_idx on cases (agency_id, case_id);
create index cases_party_idx on cases (party_id, case_id);
create index cases_division_idx on cases (division, case_id);
create index cases_county_idx on cases (county, case_id);
create index cases_city_idx on cases (city, case_id);
create index cases_province_idx on cases (province, case_id);

-- What is being handled is little beside what is closed: steps are looked for here. Not by step, which moves with every act.
create index cases_open_idx on cases (case_id) where not closed;

-- Who has a part in a case besides the agency that handles it: `agency:<id>` takes part, `officer:<id>` has handled it.
create table case_part (
    part text collate "C" not null,
    case_id uuid not null,
    constraint case_part_pkey primary key (part, case_id),
    constraint case_part_case_fkey foreign key (case_id) references cases (case_id)
);

-- The clocks of a case as rows, for the worker that looks for what is due.
create table case_deadline (
    case_id uuid not null,
    -- Place in the order in which the case's clocks were started, from 1.
    number integer not null,
    kind text collate "C" not null,
    state text collate "C" not null,
    start_on date not null,
    nominal_on date not null,
    due_on date not null,
    provisional boolean not null,
    settled_on date,
    constraint case_deadline_pkey primary key (case_id, number),
    constraint case_deadline_case_fkey foreign key (case_id) references cases (case_id),
    constraint case_deadline_state_known check (state in ('OPEN', 'MET', 'PASSED', 'CANCELLED')),
    constraint case_deadline_settled_when_not_open check ((state = 'OPEN') = (settled_on is null)),
    constraint case_deadline_rolls_forward check (nominal_on <= due_on)
);

-- One clock of a kind runs at a time.
create unique index case_deadline_running_key on case_deadline (case_id, kind) where state = 'OPEN';

create index case_deadline_due_idx on case_deadline (due_on, case_id, number) where state = 'OPEN';

-- What case handling needs of the element centre (D8): the present timeline of every element, replaced as a whole.
create table replica_element (
    registry text collate "C" not null,
    element_id text collate "C" not null,
    valid_from date not null,
    -- First day for which it no longer holds; null: open.
    valid_to date,
    -- The officer of a certificate or a posting.
    officer_id text collate "C",
    -- The laws an item rests on.
    law_ids text[] not null,
    -- yifa.elements.v1.Element, the articles of laws left out.
    body bytea not null,
    -- Position of the event that said so.
    position bigint not null,
    constraint replica_element_pkey primary key (registry, element_id, valid_from),
    constraint replica_element_holds_a_day check (valid_to is null or valid_from < valid_to)
);

create index replica_element_officer_idx on replica_element (officer_id) where officer_id is not null;
