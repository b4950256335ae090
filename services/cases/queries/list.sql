-- Cases that the caller may see, newest first. Each branch reads one index from its newest entry down and stops at the
-- page's size: by agency, by part, and by the level of the division that a supervisor oversees. A branch without keys
-- is never looked at; as a condition it would still be planned for, with parallel workers and all.
with filtered as not materialized (
    select k.case_id, k.agency_id, k.division, k.county, k.city, k.province
    from cases k
    where ($1::uuid is null or k.case_id < $1)
        and ($3::text is null or k.procedure = $3)
        and ($4::text is null or k.step = $4)
        and ($5::boolean is null or k.closed = $5)
        and ($6::text is null or k.agency_id = $6)
        and ($7::text[] is null or k.party_id = any ($7))
        and ($8::text is null or starts_with(k.division, $8))
), seen as (
    select own.case_id
    from unnest($9::text[]) as mine (agency_id)
    cross join lateral (
        select k.case_id from filtered k
        where k.agency_id = mine.agency_id
        order by k.case_id desc
        limit $2
    ) own
    union
    select taken.case_id
    from unnest($10::text[]) as mine (part)
    cross join lateral (
        select p.case_id from case_part p
        join filtered k on k.case_id = p.case_id
        where p.part = mine.part
        order by p.case_id desc
        limit $2
    ) taken
    union
    select below.case_id
    from unnest($11::text[]) as overseen (code)
    cross join lateral (
        select k.case_id from filtered k
        where k.province = overseen.code
        order by k.case_id desc
        limit $2
    ) below
    union
    select below.case_id
    from unnest($12::text[]) as overseen (code)
    cross join lateral (
        select k.case_id from filtered k
        where k.city = overseen.code
        order by k.case_id desc
        limit $2
    ) below
    union
    select below.case_id
    from unnest($13::text[]) as overseen (code)
    cross join lateral (
        select k.case_id from filtered k
        where k.county = overseen.code
        order by k.case_id desc
        limit $2
    ) below
    union
    select below.case_id
    from unnest($14::text[]) as overseen (code)
    cross join lateral (
        select k.case_id from filtered k
        where k.division = overseen.code
        order by k.case_id desc
        limit $2
    ) below
)
select c.version, c.state as "state: Json<Case>", c.created_at, c.updated_at
from seen
join cases c on c.case_id = seen.case_id
order by c.case_id desc
limit $2
