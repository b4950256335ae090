-- Moves elements on by one version, those that still stand at the version before and are managed here. Fewer rows than
-- asked for: somebody was faster, or one of them was adopted from above meanwhile.
insert into element (registry, element_id, version, chain_head, division, name, changed_at)
select new.registry, new.element_id, new.version, new.chain_head, new.division, new.name, $7
from unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[], $5::text[], $6::text[])
    as new (registry, element_id, version, chain_head, division, name)
order by new.registry collate "C", new.element_id collate "C"
on conflict on constraint element_pkey do update
set version = excluded.version,
    chain_head = excluded.chain_head,
    division = excluded.division,
    name = excluded.name,
    changed_at = excluded.changed_at
where element.version = excluded.version - 1 and element.managed_by is null
