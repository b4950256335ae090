-- Records again what is left of superseded rows, under their old bodies.
insert into element_version (
    registry, element_id, version, valid_from, valid_to, recorded_at, recorded_by, change_id, proposed_by,
    name, division, parent_id, identity, facets, expires, body
)
select
    old.registry, old.element_id, kept.version, kept.valid_from, kept.valid_to, $8, $9, $10, $11,
    old.name, old.division, old.parent_id, old.identity, old.facets, old.expires, old.body
from unnest($1::text[], $2::text[], $3::bigint[], $4::date[], $5::bigint[], $6::date[], $7::date[])
    as kept (registry, element_id, old_version, old_valid_from, version, valid_from, valid_to)
join element_version old
    on old.registry = kept.registry
    and old.element_id = kept.element_id
    and old.version = kept.old_version
    and old.valid_from = kept.old_valid_from
