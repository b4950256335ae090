-- Supervision: what rules need of the cases, warnings and what became of them, and the parameters of the rules.

-- What rules need of a case, from the feed that its deployment writes. Another origin's word on the same case is not taken.
create table supervised_case (
    case_id uuid not null,
    -- Deployment from which the case was received; empty: this one.
    origin text collate "C" not null default '',
    code text not null,
    agency_id text collate "C" not null,
    agency_name text not null,
    division text collate "C" not null,
    domain text collate "C" not null,
    party_id text collate "C" not null,
    -- PERSON, INDIVIDUAL_BUSINESS or ORGANISATION.
    party_kind text collate "C" not null,
    -- INSPECTION or ORDINARY_PENALTY.
    procedure text collate "C" not null,
    step text collate "C" not null,
    -- DAILY, SPECIAL or CASE; empty: no inspection.
    inspection_kind text collate "C" not null,
    -- Items with their names and yearly caps; 0: none.
    item_ids text[] not null,
    item_names text[] not null,
    item_caps integer[] not null,
    opened_on date not null,
    site_on date,
    notice_served_on date,
    decided_on date,
    closed_on date,
    constraint supervised_case_pkey primary key (case_id)
) with (fillfactor = 80);

create index supervised_case_origin_idx on supervised_case (origin);

-- The clocks of a case, by the order in which they were armed.
create table supervised_clock (
    case_id uuid not null,
    number integer not null,
    origin text collate "C" not null default '',
    kind text collate "C" not null,
    name text not null,
    length text not null,
    citation text not null,
    start_on date not null,
    due_on date not null,
    -- Its last day may still move: a year's holidays are not published.
    provisional boolean not null,
    -- OPEN, MET, PASSED or CANCELLED.
    state text collate "C" not null,
    -- Day on which its end was recorded, which may be later than the day of the act that ended it.
    ended_on date,
    -- Next day on which a sweep has to look at it; null: never.
    look_on date,
    constraint supervised_clock_pkey primary key (case_id, number),
    constraint supervised_clock_state_known check (state in ('OPEN', 'MET', 'PASSED', 'CANCELLED')),
    constraint supervised_clock_ended_when_not_open check ((state = 'OPEN') = (ended_on is null))
) with (fillfactor = 80);

create index supervised_clock_look_idx on supervised_clock (origin, look_on, case_id) where look_on is not null;

-- Officers who acted in a case, with the certificate as it was in the newest act.
create table supervised_officer (
    case_id uuid not null,
    officer_id text collate "C" not null,
    origin text collate "C" not null default '',
    acted_on date not null,
    certificate_expiry date,
    constraint supervised_officer_pkey primary key (case_id, officer_id)
);

create index supervised_officer_origin_idx on supervised_officer (origin);

-- How often a party was inspected in a year under an item; an empty item: altogether. Individual inspections (个案检查), which
-- complaints and transfers bring about, are counted apart.
create table inspection_tally (
    origin text collate "C" not null default '',
    party_id text collate "C" not null,
    item_id text collate "C" not null,
    year integer not null,
    scheduled integer not null,
    individual integer not null,
    constraint inspection_tally_pkey primary key (origin, party_id, item_id, year)
);

-- Up to which instant the cases of an origin are known.
create table supervised_origin (
    origin text collate "C" not null,
    recorded_at timestamptz not null,
    constraint supervised_origin_pkey primary key (origin)
);

-- Names that agencies and divisions have now.
create table element_name (
    origin text collate "C" not null default '',
    -- agency or division.
    registry text collate "C" not null,
    element_id text collate "C" not null,
    name text not null,
    constraint element_name_pkey primary key (origin, registry, element_id)
);

-- Warnings. Events of the record tell the same; a rebuild of what is followed does not touch either.
create table warning (
    warning_id uuid not null,
    origin text collate "C" not null,
    rule text collate "C" not null,
    rule_version text not null,
    case_id uuid not null,
    object text collate "C" not null,
    case_code text not null,
    agency_id text collate "C" not null,
    agency_name text not null,
    division text collate "C" not null,
    province text collate "C" not null generated always as (left(division, 2)) stored,
    city text collate "C" not null generated always as (left(division, 4)) stored,
    county text collate "C" not null generated always as (left(division, 6)) stored,
    domain text collate "C" not null,
    reason text not null,
    citation text not null,
    ground_on date not null,
    raised_on date not null,
    state text collate "C" not null,
    explain_by date,
    question text not null,
    explanation text not null,
    outcome text collate "C",
    close_note text not null,
    -- Events so far: the version of the warning, and the end of its hash chain.
    version bigint not null,
    chain_head bytea not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint warning_pkey primary key (warning_id),
    -- Raised once for one object of one case.
    constraint warning_ground_key unique (case_id, rule, object, origin),
    constraint warning_state_known check (state in ('RAISED', 'ACKNOWLEDGED', 'EXPLAINED', 'CLOSED')),
    constraint warning_outcome_when_closed check ((state = 'CLOSED') = (outcome is not null)),
    constraint warning_version_positive check (version > 0),
    constraint warning_chain_head_is_sm3 check (octet_length(chain_head) = 32)
);

-- Ids carry their time, so that the newest first is by id. A list looks up the groups of its scope in warning_count and reads
-- each group from its newest entry down: no filter makes it read what it does not show.
create index warning_agency_idx on warning (agency_id, division, origin, domain, rule, state, warning_id);
create index warning_division_idx on warning (division, origin, domain, rule, state, warning_id);
create index warning_county_idx on warning (county, origin, domain, rule, state, warning_id);
create index warning_city_idx on warning (city, origin, domain, rule, state, warning_id);
create index warning_province_idx on warning (province, origin, domain, rule, state, warning_id);

-- Numbers of warnings, kept with every change of a warning.
create table warning_count (
    division text collate "C" not null,
    agency_id text collate "C" not null,
    origin text collate "C" not null,
    domain text collate "C" not null,
    rule text collate "C" not null,
    state text collate "C" not null,
    count bigint not null,
    constraint warning_count_pkey primary key (division, agency_id, origin, domain, rule, state),
    constraint warning_count_not_negative check (count >= 0)
) with (fillfactor = 50);

create index warning_count_agency_idx on warning_count (agency_id);

-- Every setting of a rule's parameter that was ever made; the newest of a division and line counts.
create table rule_parameter (
    division text collate "C" not null,
    -- Empty: every line.
    domain text collate "C" not null,
    rule text collate "C" not null,
    parameter text collate "C" not null,
    revision bigint not null,
    value bigint not null,
    set_by text not null,
    set_at timestamptz not null,
    note text not null,
    chain_head bytea not null,
    constraint rule_parameter_pkey primary key (division, domain, rule, parameter, revision),
    constraint rule_parameter_revision_positive check (revision > 0),
    constraint rule_parameter_chain_head_is_sm3 check (octet_length(chain_head) = 32)
);

create trigger rule_parameter_append_only before update or delete or truncate on rule_parameter
    for each statement execute function feed_refuse_change();
