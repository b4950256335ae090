-- The register of filed acts: what every agency may know of what was filed against a party. It is read off cases and written
-- with the act that changes it; replaying the record gives it again.
--
-- An entry is added, never changed: the newest of a case is how it stands. Entries of a party are numbered without gaps, and an
-- act takes the number after the newest one it was judged on: of two filings at once the primary key lets one pass, and the
-- other is judged again on what the first one did.
create table act_register (
    party_id text collate "C" not null,
    number integer not null,
    case_id uuid not null,
    -- cases_domain::register::Filing
    filing jsonb not null,
    constraint act_register_pkey primary key (party_id, number),
    constraint act_register_case_fkey foreign key (case_id) references cases (case_id),
    constraint act_register_from_one check (number > 0)
);

create index act_register_case_idx on act_register (case_id, number);
