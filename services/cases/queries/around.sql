-- What surrounds the items, agencies and parties that an act names: laws, powers and who has them, the parties that others were
-- merged into, the divisions of the place. One row for each element.
with recursive named as (
    select
        e.registry, e.element_id, e.valid_from, e.body, e.law_ids, e.agency_ids, e.division, e.merged_into
    from unnest($1::text[], $2::text[]) as w (registry, element_id)
    cross join lateral (
        select *
        from replica_element r
        where r.registry = w.registry and r.element_id = w.element_id
            and r.valid_from <= $3 and (r.valid_to is null or $3 < r.valid_to)
        -- The fences keep every look-up one by key, also where the planner would rather walk through a small table.
        offset 0
    ) e
), county as (
    -- The counties around which an act that opens a case looks for who is competent.
    select distinct left(coalesce($6::text, n.division), 6) as code
    from named n
    where n.registry = 'agency'
), powers as (
    -- The documents by which the items' powers change hands there, what was claimed of them, and what is to be looked at.
    select e.registry, e.element_id, e.valid_from, e.body, e.agency_ids
    from named n
    join replica_about b on b.item_id = n.element_id and b.registry in ('instrument', 'claim', 'scene')
    cross join lateral (
        select *
        from replica_element r
        where r.registry = b.registry and r.element_id = b.element_id and r.valid_from = b.valid_from
        offset 0
    ) e
    where n.registry = 'item'
        and e.valid_from <= $3 and (e.valid_to is null or $3 < e.valid_to)
        and exists (
            select from county c
            where starts_with(e.division, c.code) or starts_with(c.code, e.division)
        )
), near as (
    -- The agencies there and above. A colon comes after every digit.
    select a.registry, a.element_id, a.valid_from, a.body
    from county c
    join replica_element a on a.registry = 'agency' and a.division in (left(c.code, 2), left(c.code, 4), c.code)
    where a.valid_from <= $3 and (a.valid_to is null or $3 < a.valid_to)
    union
    select a.registry, a.element_id, a.valid_from, a.body
    from county c
    join replica_element a on a.registry = 'agency' and a.division > c.code and a.division < c.code || ':'
    where a.valid_from <= $3 and (a.valid_to is null or $3 < a.valid_to)
), survivor as (
    -- The parties that stand for a party named, one after the other.
    select n.merged_into as party_id
    from named n
    where n.merged_into is not null
    union
    select e.merged_into
    from survivor s
    join replica_element e on e.registry = 'party' and e.element_id = s.party_id
    where e.merged_into is not null
        and e.valid_from <= $3 and (e.valid_to is null or $3 < e.valid_to)
), bound as (
    -- The laws that the items rest on; for a decision, those bound when the case was opened.
    select unnest(n.law_ids) as law_id from named n
    union
    select split_part(b.version, '@', 1)
    from cases k
    cross join lateral jsonb_array_elements_text(k.state #> '{opening,bound_versions}') as b (version)
    where k.case_id = $5
)
select n.element_id as "element_id!", n.valid_from as "valid_from!", n.body as "body!"
from named n
union
select p.element_id, p.valid_from, p.body from powers p
union
-- The laws as they stood on the day that counts for them.
select e.element_id, e.valid_from, e.body
from bound b
cross join lateral (
    select l.element_id, l.valid_from, l.body
    from replica_element l
    where l.registry = 'law' and l.element_id = b.law_id
        and l.valid_from <= $4 and (l.valid_to is null or $4 < l.valid_to)
    offset 0
) e
union
-- The agencies near that the items and those documents name.
select a.element_id, a.valid_from, a.body
from near a
where a.element_id in (
    select unnest(n.agency_ids) from named n where n.registry = 'item'
    union
    select unnest(p.agency_ids) from powers p
)
union
select e.element_id, e.valid_from, e.body
from survivor s
cross join lateral (
    select r.element_id, r.valid_from, r.body
    from replica_element r
    where r.registry = 'party' and r.element_id = s.party_id
        and r.valid_from <= $3 and (r.valid_to is null or $3 < r.valid_to)
    offset 0
) e
union
-- The divisions around the place, for their names.
select e.element_id, e.valid_from, e.body
from county c
cross join unnest(array[2, 4, 6]) as level (length)
cross join lateral (
    select d.element_id, d.valid_from, d.body
    from replica_element d
    where d.registry = 'division' and d.element_id = left(c.code, level.length)
        and d.valid_from <= $3 and (d.valid_to is null or $3 < d.valid_to)
    offset 0
) e
