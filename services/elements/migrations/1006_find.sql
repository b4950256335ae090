-- Parties are found by their whole name (PrefillParty).
create index element_version_party_name_idx
    on element_version (name) where registry = 'party' and superseded_at is null;
