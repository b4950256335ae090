-- What cases wait for, as rows: work lists. A row comes and goes with the act that writes the case.

create table case_task (
    case_id uuid not null,
    -- Number within the case.
    number integer not null,
    act text collate "C" not null,
    whom text collate "C" not null,
    -- Officers who are to do it; null: whoever of them comes first. The second is the co-handler of the case.
    officer_id text collate "C",
    co_officer_id text collate "C",
    agency_id text collate "C" not null,
    division text collate "C" not null,
    county text collate "C" generated always as (left(division, 6)) stored not null,
    city text collate "C" generated always as (left(division, 4)) stored not null,
    -- Last day by which it should be done; 9999-12-31: no clock of the agency's runs.
    due_on date not null,
    since timestamptz not null,
    constraint case_task_pkey primary key (case_id, number),
    constraint case_task_case_fkey foreign key (case_id) references cases (case_id)
);

-- What is due first: for an officer, for a role of an agency, for a county and a city that somebody oversees, for all. Few
-- indexes, since every act writes here; a town is found within its county.
create index case_task_officer_idx on case_task (officer_id, due_on, case_id, number) where officer_id is not null;
create index case_task_co_officer_idx on case_task (co_officer_id, due_on, case_id, number)
    where co_officer_id is not null;
create index case_task_role_idx on case_task (agency_id, whom, due_on, case_id, number);
create index case_task_county_idx on case_task (county, due_on, case_id, number);
create index case_task_city_idx on case_task (city, due_on, case_id, number);
create index case_task_due_idx on case_task (due_on, case_id, number);
