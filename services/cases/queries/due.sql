-- Clocks by last day, after a place, through the viewer's eyes: those of agencies, those of a county, those of a wider division
-- clock by clock, those of cases that the caller has handled. Each branch reads one index from its first entry on and stops at
-- the page's size; a branch without keys is never looked at. Divisions are compared within a case: the planner takes so few
-- rows to begin with a prefix that it would rather sort all of them than walk an index in its order.
with wanted as not materialized (
    select d.case_id, d.number, d.kind, d.state, d.due_on, d.agency_id, d.division, d.county
    from case_deadline d
    -- The states as literals, so that the partial indexes are seen to hold them.
    where d.state in ('OPEN', 'PASSED') and d.state = $1
        and (d.due_on, d.case_id, d.number) > ($2, $3, $4)
        and d.due_on <= $5
        and ($6::text is null or d.agency_id = $6)
        and (case when starts_with(d.division, $7) then true else false end)
), found as (
    select own.case_id, own.number, own.due_on
    from unnest($9::text[], $10::text[]) as mine (agency_id, division)
    cross join lateral (
        select w.case_id, w.number, w.due_on from wanted w
        where w.agency_id = mine.agency_id and (case when starts_with(w.division, mine.division) then true else false end)
            and ($8::text[] is null or w.kind = any ($8))
        order by w.due_on, w.case_id, w.number
        limit $15
    ) own
    union
    select below.case_id, below.number, below.due_on
    from unnest($11::text[], $12::text[]) as overseen (county, division)
    cross join lateral (
        select w.case_id, w.number, w.due_on from wanted w
        where w.county = overseen.county and (case when starts_with(w.division, overseen.division) then true else false end)
            and ($8::text[] is null or w.kind = any ($8))
        order by w.due_on, w.case_id, w.number
        limit $15
    ) below
    union
    select below.case_id, below.number, below.due_on
    from unnest($13::text[]) as overseen (division)
    cross join unnest($8::text[]) as one (kind)
    cross join lateral (
        select w.case_id, w.number, w.due_on from wanted w
        where w.kind = one.kind and (case when starts_with(w.division, overseen.division) then true else false end)
        order by w.due_on, w.case_id, w.number
        limit $15
    ) below
    union
    select taken.case_id, taken.number, taken.due_on
    from unnest($14::text[]) as mine (part)
    cross join lateral (
        select w.case_id, w.number, w.due_on
        from case_part p
        join wanted w on w.case_id = p.case_id
        where p.part = mine.part and ($8::text[] is null or w.kind = any ($8))
        order by w.due_on, w.case_id, w.number
        limit $15
    ) taken
), page as (
    select f.case_id, f.number, f.due_on
    from found f
    order by f.due_on, f.case_id, f.number
    limit $15
)
select p.number as "number!", p.due_on as "due_on!", c.state as "state: Json<Case>"
from page p
join cases c on c.case_id = p.case_id
order by p.due_on, p.case_id, p.number
