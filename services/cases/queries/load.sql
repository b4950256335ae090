-- What every act is judged on, in one statement and one row: the answer already given to the request, the case, how fresh the
-- replica is, and the elements the act names as they stood on its day, in arrays.
with named as (
    select e.registry, e.element_id, e.valid_from, e.body, e.agency_ids
    from unnest($4::text[], $5::text[]) as w (registry, element_id)
    cross join lateral (
        select r.registry, r.element_id, r.valid_from, r.body, r.agency_ids
        from replica_element r
        where r.registry = w.registry and r.element_id = w.element_id
            and r.valid_from <= $7 and (r.valid_to is null or $7 < r.valid_to)
        -- The fences keep every look-up one by key, also where the planner would rather walk through a small table.
        offset 0
    ) e
), found as (
    select n.element_id, n.valid_from, n.body from named n
    union all
    -- Certificates and postings of the officers named.
    select e.element_id, e.valid_from, e.body
    from unnest($6::text[]) as o (officer_id)
    cross join lateral (
        select r.element_id, r.valid_from, r.body
        from replica_element r
        where r.officer_id = o.officer_id
            and r.valid_from <= $7 and (r.valid_to is null or $7 < r.valid_to)
        offset 0
    ) e
    union all
    -- The officers' employers, where they are entrusted organisations.
    select e.element_id, e.valid_from, e.body
    from named n
    cross join lateral unnest(n.agency_ids) as employer (agency_id)
    cross join lateral (
        select r.element_id, r.valid_from, r.body
        from replica_element r
        where r.registry = 'agency' and r.element_id = employer.agency_id
            and r.agency_ids <> '{}'
            and r.valid_from <= $7 and (r.valid_to is null or $7 < r.valid_to)
        offset 0
    ) e
    where n.registry = 'officer'
)
select
    a.method as "method?", a.payload_hash as "payload_hash?: Hash", a.response as "response?",
    c.version as "version?", c.chain_head as "chain_head?: Hash", c.state as "state?: Json<Case>",
    c.created_at as "created_at?", c.updated_at as "updated_at?",
    p.applied_at as "replica_at?", h.position as "calendar_at?", q.position as "packs_at?",
    f.ids as "ids?", f.valid_froms as "valid_froms?", f.bodies as "bodies?",
    d.document_word as "agency_word?", d.newest as "newest_number?"
from (select 1) as one
left join answer a on a.principal = $1 and a.request_id = $2
left join cases c on c.case_id = $3
left join checkpoint p on p.consumer = $8
left join replica_change h on h.registry = 'holiday_calendar'
left join replica_change q on q.registry = 'parameter_pack'
-- The agency's word in document numbers and the newest number under it. The fence keeps other acts from looking for it.
left join lateral (
    select r.document_word, (
        select max(n.number)
        from document_number n
        where n.prefix = r.document_word || $9 and n.year = $11::integer
    ) as newest
    from replica_element r
    where $9::text is not null
        and r.registry = 'agency' and r.element_id = c.agency_id
        and r.valid_from <= $10 and (r.valid_to is null or $10 < r.valid_to)
    offset 0
) d on true
cross join (
    select
        array_agg(element_id) as ids, array_agg(valid_from) as valid_froms, array_agg(body) as bodies
    from found
) f
