-- Writes one change, if the element still stands at the version it was decided on: supersedes what it overlaps, records
-- what is left of that and what is new, and appends the event and the answer. No row: somebody was faster, or the element
-- was adopted from above meanwhile.
with saved as (
    insert into element (registry, element_id, version, chain_head, division, name, changed_at)
    values ($1, $2, $4, $5, $6, $7, $8)
    on conflict on constraint element_pkey do update
    set version = excluded.version,
        chain_head = excluded.chain_head,
        division = excluded.division,
        name = excluded.name,
        changed_at = excluded.changed_at
    where element.version = $3 and element.managed_by is null
    returning element.registry, element.element_id
), superseded as (
    update element_version v
    set superseded_at = $8
    from saved, unnest($9::bigint[], $10::date[]) as old (version, valid_from)
    where v.registry = saved.registry
        and v.element_id = saved.element_id
        and v.version = old.version
        and v.valid_from = old.valid_from
    returning
        v.registry, v.element_id, v.version, v.valid_from, v.name, v.division, v.parent_id, v.identity, v.body
), written as (
    insert into element_version (
        registry, element_id, version, valid_from, valid_to, recorded_at, recorded_by,
        name, division, parent_id, identity, body
    )
    select
        old.registry, old.element_id, $4, kept.valid_from, kept.valid_to, $8, $11,
        old.name, old.division, old.parent_id, old.identity, old.body
    from superseded old
    join unnest($12::bigint[], $13::date[], $14::date[], $15::date[])
        as kept (old_version, old_valid_from, valid_from, valid_to)
        on kept.old_version = old.version and kept.old_valid_from = old.valid_from
    union all
    select
        saved.registry, saved.element_id, $4, $16::date, $17::date, $8, $11,
        $18, $19, $20, $21, $22
    from saved
    -- The count makes the old rows give way before the new one is written (element_version_known_key).
    where $16::date is not null and (select count(*) from superseded) >= 0
)
select feed_append(
    $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38
) as "appended!"
from saved
