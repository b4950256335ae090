-- An officer's certificates as now known: before another is recorded, they are looked at for overlapping days.
create index element_version_holder_idx
    on element_version (parent_id, element_id) where registry = 'certificate' and superseded_at is null;
