-- Everything an act is judged on, in one statement: the answer already given to the request, the case, how fresh the
-- replica is, and the elements the act names as they stood on its day. One row for each element; at least one row.
with recursive named as (
    select
        e.registry, e.element_id, e.valid_from, e.body, e.law_ids, e.agency_ids, e.division, e.merged_into
    from unnest($4::text[], $5::text[]) as w (registry, element_id)
    join replica_element e on e.registry = w.registry and e.element_id = w.element_id
    where e.valid_from <= $7 and (e.valid_to is null or $7 < e.valid_to)
    union all
    -- Certificates and postings of the officers named.
    select
        e.registry, e.element_id, e.valid_from, e.body, e.law_ids, e.agency_ids, e.division, e.merged_into
    from replica_element e
    where e.officer_id = any ($6::text[])
        and e.valid_from <= $7 and (e.valid_to is null or $7 < e.valid_to)
), county as (
    -- The counties around which an act that opens a case looks for who is competent.
    select distinct left(coalesce($14::text, n.division), 6) as code
    from named n
    where n.registry = 'agency'
), powers as (
    -- The documents by which the items' powers change hands there, what was claimed of them, and what is to be looked at.
    select e.registry, e.element_id, e.valid_from, e.body, e.agency_ids
    from named n
    join replica_about b on b.item_id = n.element_id and b.registry in ('instrument', 'claim', 'scene')
    join replica_element e
        on e.registry = b.registry and e.element_id = b.element_id and e.valid_from = b.valid_from
    where n.registry = 'item'
        and e.valid_from <= $7 and (e.valid_to is null or $7 < e.valid_to)
        and exists (
            select from county c
            where starts_with(e.division, c.code) or starts_with(c.code, e.division)
        )
), near as (
    -- The agencies there and above. A colon comes after every digit.
    select a.registry, a.element_id, a.valid_from, a.body
    from county c
    join replica_element a on a.registry = 'agency' and a.division in (left(c.code, 2), left(c.code, 4), c.code)
    where a.valid_from <= $7 and (a.valid_to is null or $7 < a.valid_to)
    union
    select a.registry, a.element_id, a.valid_from, a.body
    from county c
    join replica_element a on a.registry = 'agency' and a.division > c.code and a.division < c.code || ':'
    where a.valid_from <= $7 and (a.valid_to is null or $7 < a.valid_to)
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
        and e.valid_from <= $7 and (e.valid_to is null or $7 < e.valid_to)
), found as (
    select n.registry, n.element_id, n.valid_from, n.body from named n
    union
    select p.registry, p.element_id, p.valid_from, p.body from powers p
    union
    -- The laws that the items rest on, as they stood on the day that counts for them.
    select l.registry, l.element_id, l.valid_from, l.body
    from replica_element l
    where l.registry = 'law'
        and l.element_id in (select unnest(n.law_ids) from named n)
        and l.valid_from <= $8 and (l.valid_to is null or $8 < l.valid_to)
    union
    -- For a decision: the laws bound when the case was opened, as they stand on that day.
    select l.registry, l.element_id, l.valid_from, l.body
    from replica_element l
    where $13::boolean
        and l.registry = 'law'
        and l.element_id in (
            select split_part(bound.version, '@', 1)
            from cases k
            cross join lateral jsonb_array_elements_text(k.state #> '{opening,bound_versions}') as bound (version)
            where k.case_id = $3
        )
        and l.valid_from <= $8 and (l.valid_to is null or $8 < l.valid_to)
    union
    -- Those of them that the items and those documents name.
    select a.registry, a.element_id, a.valid_from, a.body
    from near a
    where a.element_id in (
        select unnest(n.agency_ids) from named n where n.registry = 'item'
        union
        select unnest(p.agency_ids) from powers p
    )
    union
    -- The officers' employers, where they are entrusted organisations.
    select a.registry, a.element_id, a.valid_from, a.body
    from replica_element a
    where a.registry = 'agency'
        and a.element_id in (select unnest(n.agency_ids) from named n where n.registry = 'officer')
        and a.agency_ids <> '{}'
        and a.valid_from <= $7 and (a.valid_to is null or $7 < a.valid_to)
    union
    select e.registry, e.element_id, e.valid_from, e.body
    from survivor s
    join replica_element e on e.registry = 'party' and e.element_id = s.party_id
    where e.valid_from <= $7 and (e.valid_to is null or $7 < e.valid_to)
    union
    -- The divisions around the place, for their names.
    select d.registry, d.element_id, d.valid_from, d.body
    from county c
    cross join unnest(array[2, 4, 6]) as level (length)
    join replica_element d on d.registry = 'division' and d.element_id = left(c.code, level.length)
    where d.valid_from <= $7 and (d.valid_to is null or $7 < d.valid_to)
)
select
    a.method as "method?", a.payload_hash as "payload_hash?: Hash", a.response as "response?",
    c.version as "version?", c.chain_head as "chain_head?: Hash", c.state as "state?: Json<Case>",
    c.created_at as "created_at?", c.updated_at as "updated_at?",
    p.applied_at as "replica_at?", h.position as "calendar_at?", q.position as "packs_at?",
    f.element_id as "element_id?", f.valid_from as "valid_from?", f.body as "body?",
    d.document_word as "agency_word?", d.newest as "newest_number?"
from (select 1) as one
left join answer a on a.principal = $1 and a.request_id = $2
left join cases c on c.case_id = $3
left join checkpoint p on p.consumer = $9
left join replica_change h on h.registry = 'holiday_calendar'
left join replica_change q on q.registry = 'parameter_pack'
-- The agency's word in document numbers and the newest number under it. The fence keeps other acts from looking for it.
left join lateral (
    select r.document_word, (
        select max(n.number)
        from document_number n
        where n.prefix = r.document_word || $10 and n.year = $12::integer
    ) as newest
    from replica_element r
    where $10::text is not null
        and r.registry = 'agency' and r.element_id = c.agency_id
        and r.valid_from <= $11 and (r.valid_to is null or $11 < r.valid_to)
    offset 0
) d on true
left join found f on true
