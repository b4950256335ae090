-- Elements as now known, with the rows that are known of them. An element that is not there has no row.
select
    e.registry, e.element_id, e.version, e.chain_head as "chain_head: feed::Hash", e.division, e.name, e.changed_at,
    e.managed_by, e.adopted_position,
    v.version as "row_version?", v.valid_from as "valid_from?", v.valid_to as "valid_to?",
    v.identity as "identity?", v.body as "body?"
from unnest($1::text[], $2::text[]) as wanted (registry, element_id)
join element e
    on e.registry = wanted.registry and e.element_id = wanted.element_id
left join element_version v
    on v.registry = e.registry and v.element_id = e.element_id and v.superseded_at is null
order by e.registry, e.element_id, v.valid_from
