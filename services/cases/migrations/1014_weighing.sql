-- What fines are weighed by: the four lists are taken over beside the standards, so everything is taken over anew, from the
-- first event.
delete from replica_element;
delete from checkpoint where consumer = 'cases.elements';

-- What was decided on each item, for whoever decides on it again: beside similar cases an amount explains itself.
create table decided_fine (
    case_id uuid not null,
    item_id text collate "C" not null,
    -- Kind of party as the statutes tell them apart: PERSON or ORGANISATION.
    party text collate "C" not null,
    -- Tier of the standard that was applied; empty: none was.
    tier text collate "C" not null,
    division text collate "C" not null,
    agency_id text collate "C" not null,
    fine bigint not null,
    decided_on date not null,
    constraint decided_fine_pkey primary key (case_id),
    constraint decided_fine_case_fkey foreign key (case_id) references cases (case_id),
    constraint decided_fine_not_negative check (fine >= 0)
);

create index decided_fine_item_idx on decided_fine (item_id, party, decided_on desc, case_id);
