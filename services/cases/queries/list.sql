-- Cases that the caller may see, newest first. Each branch reads one index from its newest entry down and stops at the
-- page's size: by agency, by part, and by every level of division that a supervisor may oversee.
with filtered as not materialized (
    select k.case_id, k.agency_id, k.division, k.county, k.city, k.province
    from cases k
    where ($1::uuid is null or k.case_id < $1)
        and ($3::text is null or k.procedure = $3)
        and ($4::text is null or k.step = $4)
        and ($5::boolean is null or k.closed = $5)
        and ($6::text is null or k.agency_id = $6)
        and ($7::text is null or k.party_id = $7)
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
    (
        select k.case_id from filtered k
        where length($11::text) = 2 and k.province = $11
        order by k.case_id desc
        limit $2
    )
    union
    (
        select k.case_id from filtered k
        where length($11::text) = 4 and k.city = $11
        order by k.case_id desc
        limit $2
    )
    union
    (
        select k.case_id from filtered k
        where length($11::text) = 6 and k.county = $11
        order by k.case_id desc
        limit $2
    )
    union
    (
        select k.case_id from filtered k
        where length($11::text) > 6 and k.division = $11
        order by k.case_id desc
        limit $2
    )
)
select c.version, c.state as "state: Json<Case>", c.created_at, c.updated_at
from seen
join cases c on c.case_id = seen.case_id
order by c.case_id desc
limit $2
