-- Tasks that are wanted, what is due first. Each branch reads one index from its place on and stops at the page's size: in
-- person, for whoever comes first of a role, for a role of an agency, for a division that somebody oversees.
with filtered as not materialized (
    select
        t.case_id, t.number, t.whom, t.officer_id, t.co_officer_id, t.agency_id, t.county, t.city, t.due_on, t.since
    from case_task t
    where ($1::date is null or (t.due_on, t.case_id, t.number) > ($1, $2::uuid, $3::integer))
        and ($5::text is null or t.whom = $5)
        and ($6::text is null or t.act = $6)
        and ($7::date is null or t.due_on <= $7)
        and ($8::text is null or t.agency_id = $8)
        and ($9::text is null or t.officer_id = $9 or t.co_officer_id = $9)
        and ($19::text is null or starts_with(t.division, $19))
), seen as (
    select own.case_id, own.number, own.due_on, own.since
    from unnest($10::text[]) as mine (officer_id)
    cross join lateral (
        select f.case_id, f.number, f.due_on, f.since from filtered f
        where f.officer_id = mine.officer_id
        order by f.due_on, f.case_id, f.number
        limit $4
    ) own
    union
    select own.case_id, own.number, own.due_on, own.since
    from unnest($10::text[]) as mine (officer_id)
    cross join lateral (
        select f.case_id, f.number, f.due_on, f.since from filtered f
        where f.co_officer_id = mine.officer_id
        order by f.due_on, f.case_id, f.number
        limit $4
    ) own
    union
    select pooled.case_id, pooled.number, pooled.due_on, pooled.since
    from unnest($11::text[], $12::text[]) as pool (agency_id, whom)
    cross join lateral (
        select f.case_id, f.number, f.due_on, f.since from filtered f
        where f.agency_id = pool.agency_id and f.whom = pool.whom and f.officer_id is null
            and not exists (
                select from case_part p
                where p.part = 'officer:' || $18::text and p.case_id = f.case_id
            )
        order by f.due_on, f.case_id, f.number
        limit $4
    ) pooled
    union
    select held.case_id, held.number, held.due_on, held.since
    from unnest($13::text[], $14::text[]) as role (agency_id, whom)
    cross join lateral (
        select f.case_id, f.number, f.due_on, f.since from filtered f
        where f.agency_id = role.agency_id and f.whom = role.whom
        order by f.due_on, f.case_id, f.number
        limit $4
    ) held
    union
    select below.case_id, below.number, below.due_on, below.since
    from unnest($15::text[]) as overseen (code)
    cross join lateral (
        select f.case_id, f.number, f.due_on, f.since from filtered f
        order by f.due_on, f.case_id, f.number
        limit $4
    ) below
    union
    select below.case_id, below.number, below.due_on, below.since
    from unnest($16::text[]) as overseen (code)
    cross join lateral (
        select f.case_id, f.number, f.due_on, f.since from filtered f
        where f.city = overseen.code
        order by f.due_on, f.case_id, f.number
        limit $4
    ) below
    union
    select below.case_id, below.number, below.due_on, below.since
    from unnest($17::text[]) as overseen (code)
    cross join lateral (
        select f.case_id, f.number, f.due_on, f.since from filtered f
        where f.county = overseen.code
        order by f.due_on, f.case_id, f.number
        limit $4
    ) below
)
select seen.number as "number!", seen.due_on as "due_on!", seen.since as "since!", c.state as "state: Json<Case>"
from seen
join cases c on c.case_id = seen.case_id
order by seen.due_on, seen.case_id, seen.number
limit $4
