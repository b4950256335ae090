-- Summary penalties, checklists, and how often a firm is inspected in a year.

alter table cases drop constraint cases_procedure_known;
alter table cases add constraint cases_procedure_known
    check (procedure in ('INSPECTION', 'ORDINARY_PENALTY', 'SUMMARY_PENALTY'));

-- Visits to a firm that use up what is published as the year's cap (国办发〔2024〕54号), numbered for each item, county and year: an act
-- takes the number after the newest in the statement that opens its case, and of two that want the same one the primary key lets
-- one pass. A visit that never took place keeps its number and is not counted.
create table inspection_visit (
    party_id text collate "C" not null,
    item_id text collate "C" not null,
    county text collate "C" not null,
    year smallint not null,
    number integer not null,
    case_id uuid not null,
    constraint inspection_visit_pkey primary key (party_id, item_id, county, year, number),
    constraint inspection_visit_case_fkey foreign key (case_id) references cases (case_id),
    constraint inspection_visit_from_one check (number > 0)
);

-- Scenes (综合查一次场景) tell what is to be looked at. What was taken over before lacks them: it is taken over anew, from the first
-- event.
delete from replica_about;
delete from replica_element;
delete from checkpoint where consumer = 'cases.elements';
