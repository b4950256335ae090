-- Document numbers, and what disclosure has told of cases.

-- The word under which an agency numbers its documents (机关代字), beside the body it stands in. Agencies taken over
-- before had none.
alter table replica_element add column document_word text collate "C";

-- Every document number issued (文号). The newest of a sequence is its counter: an act takes the number after it in the
-- statement that writes the act, and of two that want the same one the primary key lets one pass. Nothing is ever
-- deleted, so a number is never given twice; each follows on the one before, so none is left out.
create table document_number (
    -- The agency's word and the kind's, e.g. 龙市监罚.
    prefix text collate "C" not null,
    year smallint not null,
    number integer not null,
    follows integer generated always as (nullif(number - 1, 0)) stored,
    case_id uuid not null,
    issued_on date not null,
    constraint document_number_pkey primary key (prefix, year, number),
    constraint document_number_follows_fkey foreign key (prefix, year, follows)
        references document_number (prefix, year, number),
    constraint document_number_case_fkey foreign key (case_id) references cases (case_id),
    constraint document_number_from_one check (number > 0),
    constraint document_number_of_its_year check (year = extract(year from issued_on))
);

-- What disclosure has told and the cases' record does not tell yet: each becomes an act, and then goes.
create table settlement_due (
    -- The event that told it.
    event_id uuid not null,
    -- Its position in disclosure's feed.
    position bigint not null,
    case_id uuid not null,
    disclosed text collate "C" not null,
    disclosed_on date not null,
    trace_id text collate "C" not null,
    constraint settlement_due_pkey primary key (position),
    constraint settlement_due_event_key unique (event_id),
    constraint settlement_due_disclosed_known check (disclosed in ('PUBLISHED', 'WITHHELD', 'WITHDRAWN'))
);
