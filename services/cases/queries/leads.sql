-- Leads that the caller may see, newest first: those it has a part in, and those of the division that a supervisor oversees. Each
-- branch reads one index from its newest entry down and stops at the page's size.
with filtered as not materialized (
    select l.lead_id, l.division, l.county, l.city, l.province
    from lead l
    where ($1::uuid is null or l.lead_id < $1)
        and ($3::text is null or l.agency_id = $3 or l.turn_agency_id = $3)
        and ($4::text is null or starts_with(l.division, $4))
        and ($5::text is null or l.step = $5)
        and ($6::text is null or l.source = $6)
        and (not $7::boolean or l.overdue or (not l.ended and l.due_on < $8::date))
        and ($9::text is null or $9 = any (l.officer_ids))
        and ($10::boolean is null or l.ended = $10)
        and ($11::text is null or l.source_number = $11)
), seen as (
    select taken.lead_id
    from unnest($12::text[]) as mine (part)
    cross join lateral (
        select p.lead_id from lead_part p
        join filtered k on k.lead_id = p.lead_id
        where p.part = mine.part
        order by p.lead_id desc
        limit $2
    ) taken
    union
    select below.lead_id
    from unnest($13::text[]) as overseen (code)
    cross join lateral (
        select k.lead_id from filtered k where k.province = overseen.code order by k.lead_id desc limit $2
    ) below
    union
    select below.lead_id
    from unnest($14::text[]) as overseen (code)
    cross join lateral (
        select k.lead_id from filtered k where k.city = overseen.code order by k.lead_id desc limit $2
    ) below
    union
    select below.lead_id
    from unnest($15::text[]) as overseen (code)
    cross join lateral (
        select k.lead_id from filtered k where k.county = overseen.code order by k.lead_id desc limit $2
    ) below
    union
    select below.lead_id
    from unnest($16::text[]) as overseen (code)
    cross join lateral (
        select k.lead_id from filtered k where k.division = overseen.code order by k.lead_id desc limit $2
    ) below
)
select
    l.version, l.chain_head as "chain_head: Hash", l.state as "state: Json<Lead>", l.created_at, l.updated_at,
    l.informant_name, l.informant_contact
from seen
join lead l on l.lead_id = seen.lead_id
order by l.lead_id desc
limit $2
