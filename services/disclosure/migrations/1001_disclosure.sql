-- Disclosure: what the public may see of a decision, for as long as it may.

-- What is known of a case: a fold of its events, made anew by `yifa rebuild`. It holds what must not be published, and is
-- never shown.
create table case_file (
    case_id uuid not null,
    -- Deployment that opened the case; empty: this one.
    origin text not null default '',
    -- Identity code without groups.
    code text not null,
    served jsonb not null,
    constraint case_file_pkey primary key (case_id),
    constraint case_file_code_key unique (code)
);

create index case_file_origin_idx on case_file (origin);

-- One row is one publication. Rows of this deployment are backed by the record, those of lower ones by what they told.
create table publication (
    publication_id uuid not null,
    -- Order of arrival: with the day of the decision, the order in which the public sees them.
    serial bigint generated always as identity,
    case_id uuid not null,
    origin text not null default '',
    kind smallint not null,
    state text not null,
    -- Version after its newest event; 0: decided, nothing told yet.
    version bigint not null,
    chain_head bytea not null,
    agency_id text not null,
    division text not null,
    domain text not null,
    due_on date,
    -- Day on which it is to be published.
    publish_on date,
    display_until date,
    -- What the public sees, encoded: yifa.disclosure.v1.PublicDecision.
    decision bytea not null,
    -- The rest: dates, rules, reasons.
    body jsonb not null,
    -- Number of the change that made the row what it is; the search index follows it.
    change bigint not null,
    constraint publication_pkey primary key (publication_id),
    constraint publication_serial_key unique (serial),
    constraint publication_case_id_key unique (case_id),
    constraint publication_change_key unique (change),
    constraint publication_state_check check (state in ('PENDING', 'PUBLISHED', 'WITHHELD', 'WITHDRAWN', 'EXPIRED')),
    constraint publication_version_check check (version >= 0),
    constraint publication_shown_check check (state <> 'PUBLISHED' or display_until is not null),
    constraint publication_head_check check (octet_length(chain_head) = 32)
);

-- Lists of an agency, and of a division.
create index publication_agency_idx on publication (
    agency_id, coalesce(due_on, date '0001-01-01') desc, publication_id desc
);
create index publication_due_idx on publication (coalesce(due_on, date '0001-01-01') desc, publication_id desc);
-- What the worker looks for.
create index publication_end_idx on publication (display_until) where state = 'PUBLISHED';
create index publication_pending_idx on publication (publish_on) where state = 'PENDING';

-- Number of the newest change. Whoever changes publications holds this row until it commits: so that a change that is seen
-- means that every earlier one is.
create table publication_change (
    singleton boolean not null default true,
    newest bigint not null,
    -- Tells this database from another of the same name: an index of another is thrown away.
    instance text not null,
    constraint publication_change_pkey primary key (singleton),
    constraint publication_change_singleton_check check (singleton)
);

insert into publication_change (newest, instance) values (0, '');
