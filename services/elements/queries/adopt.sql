-- Writes an adopted timeline, if the element still stands at the version it was decided on: supersedes what is known no
-- longer, records what is new, and appends the event. No row: somebody was faster.
with saved as (
    insert into element (
        registry, element_id, version, chain_head, division, name, changed_at, managed_by, adopted_position
    )
    values ($1, $2, $4, $5, $6, $7, $8, $9, $10)
    on conflict on constraint element_pkey do update
    set version = excluded.version,
        chain_head = excluded.chain_head,
        division = excluded.division,
        name = excluded.name,
        changed_at = excluded.changed_at,
        managed_by = excluded.managed_by,
        adopted_position = excluded.adopted_position
    where element.version = $3
    returning element.registry, element.element_id
), superseded as (
    update element_version v
    set superseded_at = $8
    from saved, unnest($11::bigint[], $12::date[]) as old (version, valid_from)
    where v.registry = saved.registry
        and v.element_id = saved.element_id
        and v.version = old.version
        and v.valid_from = old.valid_from
    returning v.version
), written as (
    insert into element_version (
        registry, element_id, version, valid_from, valid_to, recorded_at, recorded_by,
        name, division, parent_id, identity, facets, expires, body
    )
    select
        saved.registry, saved.element_id, $4, new.valid_from, new.valid_to, $8, $13,
        new.name, new.division, new.parent_id, new.identity, string_to_array(new.facets, e'\x1f'), new.expires, new.body
    from saved
    cross join unnest(
        $14::date[], $15::date[], $16::text[], $17::text[], $18::text[], $19::text[], $20::bytea[], $21::text[], $22::date[]
    ) as new (valid_from, valid_to, name, division, parent_id, identity, body, facets, expires)
    -- The count makes the old rows give way before the new ones are written (element_version_known_key).
    where (select count(*) from superseded) >= 0
)
select feed_append(
    $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, null, null, null
) as "appended!"
from saved
