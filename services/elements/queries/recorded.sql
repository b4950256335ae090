-- Records what is new.
insert into element_version (
    registry, element_id, version, valid_from, valid_to, recorded_at, recorded_by, change_id, proposed_by,
    name, division, parent_id, identity, facets, expires, body
)
select
    new.registry, new.element_id, new.version, new.valid_from, new.valid_to, $13, $14, $15, $16,
    new.name, new.division, new.parent_id, new.identity,
    -- An empty text has no part at all.
    string_to_array(new.facets, e'\x1f'), new.expires, new.body
from unnest(
    $1::text[], $2::text[], $3::bigint[], $4::date[], $5::date[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::date[], $12::bytea[]
) as new (
    registry, element_id, version, valid_from, valid_to, name, division, parent_id, identity, facets, expires, body
)
