-- Elements that the upper deployment manages: adopted from its feed, read-only here.
alter table element
    -- Upper deployment that manages the element; null: it is managed here.
    add column managed_by text collate "C",
    -- Position in the upper deployment's feed of the newest change adopted.
    add column adopted_position bigint,
    add constraint element_adopted_by_somebody check ((managed_by is null) = (adopted_position is null));
