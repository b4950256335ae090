-- Clocks that act at their moment, are listed by what is due, and are counted anew when the holidays change.

-- Moment from which a clock has run out: that at which its hours end, or the start of the day after its last in Shanghai.
alter table case_deadline add column over_at timestamptz not null
    generated always as (coalesce(due_at, timezone('Asia/Shanghai', (due_on + 1)::timestamp))) stored;

-- Whose case it is. Neither ever changes.
alter table case_deadline add column agency_id text collate "C";
alter table case_deadline add column division text collate "C";
update case_deadline d set agency_id = c.agency_id, division = c.division from cases c where c.case_id = d.case_id;
alter table case_deadline alter column agency_id set not null;
alter table case_deadline alter column division set not null;
alter table case_deadline add column county text collate "C" not null generated always as (left(division, 6)) stored;

-- What the worker looks for: firm clocks that run.
drop index case_deadline_due_idx;
create index case_deadline_over_idx on case_deadline (over_at, case_id, number)
    where state = 'OPEN' and not paused and not provisional;

-- Lists of what is due: of an agency, of a county, and of everything above clock by clock.
create index case_deadline_agency_idx on case_deadline (agency_id, state, due_on, case_id, number)
    where state in ('OPEN', 'PASSED');
create index case_deadline_county_idx on case_deadline (county, state, due_on, case_id, number)
    where state in ('OPEN', 'PASSED');
create index case_deadline_kind_idx on case_deadline (kind, state, due_on, case_id, number)
    where state in ('OPEN', 'PASSED');

-- Clocks whose act could not be done: tried again later and later, and shown to the operator.
create table clock_trouble (
    case_id uuid not null,
    number integer not null,
    tries integer not null,
    -- Name of a refusal, or what a fault says.
    reason text not null,
    since timestamptz not null,
    next_try_at timestamptz not null,
    constraint clock_trouble_pkey primary key (case_id, number),
    constraint clock_trouble_tried check (tries > 0)
);

-- The holidays by which running clocks were last counted.
create table clock_calendar (
    one boolean not null default true,
    calendar text not null,
    -- The holidays before, while clocks that were started by them in that very moment may still come to be written.
    before text,
    again_at timestamptz,
    constraint clock_calendar_pkey primary key (one),
    constraint clock_calendar_is_one check (one),
    constraint clock_calendar_again check ((before is null) = (again_at is null))
);

-- Where the newest change of the parameter packs stands: they are used from now on.
insert into replica_change (registry, position)
select registry, max(position) from replica_element where registry = 'parameter_pack' group by registry
on conflict on constraint replica_change_pkey do nothing;
