-- Where an element came from, when it was taken over from a bundle: so that what was changed here since is not overwritten.
create table bundled (
    change_id uuid not null,
    registry text not null,
    element_id text collate "C" not null,
    -- Id in the bundle; differs where the element is a copy for another division.
    source_id text collate "C" not null,
    -- Division of whoever made the bundle.
    origin text not null,
    -- Key that signed it.
    key_id text not null,
    -- SM3 of the bundle's content.
    bundle_digest bytea not null,
    -- SM3 of the body as it was taken over.
    body_hash bytea not null,
    taken_at timestamptz not null,
    taken_by text not null,
    constraint bundled_pkey primary key (registry, element_id, change_id),
    constraint bundled_bundle_digest_is_sm3 check (octet_length(bundle_digest) = 32),
    constraint bundled_body_hash_is_sm3 check (octet_length(body_hash) = 32)
);

create trigger bundled_append_only before update or delete or truncate on bundled
    for each statement execute function feed_refuse_change();
