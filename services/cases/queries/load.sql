-- Everything an act is judged on, in one statement: the answer already given to the request, the case, how fresh the
-- replica is, and the elements the act names as they stood on its day. One row for each element; at least one row.
with named as (
    select e.registry, e.element_id, e.valid_from, e.body, e.law_ids
    from unnest($4::text[], $5::text[]) as w (registry, element_id)
    join replica_element e on e.registry = w.registry and e.element_id = w.element_id
    where e.valid_from <= $7 and (e.valid_to is null or $7 < e.valid_to)
    union all
    -- Certificates and postings of the officers named.
    select e.registry, e.element_id, e.valid_from, e.body, e.law_ids
    from replica_element e
    where e.officer_id = any ($6::text[])
        and e.valid_from <= $7 and (e.valid_to is null or $7 < e.valid_to)
), found as (
    select n.registry, n.element_id, n.valid_from, n.body from named n
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
)
select
    a.method as "method?", a.payload_hash as "payload_hash?: Hash", a.response as "response?",
    c.version as "version?", c.chain_head as "chain_head?: Hash", c.state as "state?: Json<Case>",
    c.created_at as "created_at?", c.updated_at as "updated_at?",
    p.applied_at as "replica_at?",
    f.element_id as "element_id?", f.valid_from as "valid_from?", f.body as "body?",
    d.document_word as "agency_word?", d.newest as "newest_number?"
from (select 1) as one
left join answer a on a.principal = $1 and a.request_id = $2
left join cases c on c.case_id = $3
left join checkpoint p on p.consumer = $9
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
