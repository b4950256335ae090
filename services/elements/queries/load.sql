-- Everything that a change is decided on: the answer already given to the request, the element and those it refers to
-- as now known, and another element with the same identity. One row at least, whatever is missing.
select
    kept.method as "method?",
    kept.payload_hash as "payload_hash?: feed::Hash",
    kept.response as "response?",
    (
        select other.element_id
        from element_version other
        where other.registry = $5
            and other.element_id <> $6
            and other.identity = $7
            and other.superseded_at is null
            and ($9::date is null or other.valid_from < $9)
            and (other.valid_to is null or other.valid_to > $8)
        order by other.element_id
        limit 1
    ) as "namesake?",
    held.registry as "registry?",
    held.element_id as "element_id?",
    held.version as "version?",
    held.chain_head as "chain_head?: feed::Hash",
    held.division as "division?",
    held.name as "name?",
    held.changed_at as "changed_at?",
    held.managed_by as "managed_by?",
    held.adopted_position as "adopted_position?",
    held.row_version as "row_version?",
    held.valid_from as "valid_from?",
    held.valid_to as "valid_to?",
    held.body as "body?"
from (select 1) as one
left join answer kept on kept.principal = $1 and kept.request_id = $2
left join (
    select
        e.registry, e.element_id, e.version, e.chain_head, e.division, e.name, e.changed_at,
        e.managed_by, e.adopted_position,
        v.version as row_version, v.valid_from, v.valid_to, v.body
    from unnest($3::text[], $4::text[]) as wanted (registry, element_id)
    join element e
        on e.registry = wanted.registry and e.element_id = wanted.element_id
    left join element_version v
        on v.registry = e.registry and v.element_id = e.element_id and v.superseded_at is null
) held on true
order by held.registry, held.element_id, held.valid_from
