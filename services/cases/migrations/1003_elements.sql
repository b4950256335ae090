-- What case handling needs of the element centre beyond agencies, officers, parties, items and laws: who holds which power,
-- where functions are open, how the year is worked, which party stands for which.

-- Agencies that an element names: those of an item, givers and receivers of an instrument, the agency of a claim, an officer's
-- employer, and of an entrusted organisation the agency in whose name it acts.
alter table replica_element add column agency_ids text[] not null default '{}';
-- Division of an agency or a party, of an instrument, and of the agency that claims.
alter table replica_element add column division text collate "C";
-- Party that stands for a party since they were merged.
alter table replica_element add column merged_into text collate "C";

create index replica_element_agency_division_idx on replica_element (division) where registry = 'agency';
create index replica_element_merged_idx on replica_element (merged_into) where merged_into is not null;

-- Which instruments, claims, revenue mappings and standards are about an item. A table, not an array with an index: there an
-- act would be planned without knowing how few they are, and walk through all of them.
create table replica_about (
    item_id text collate "C" not null,
    registry text collate "C" not null,
    element_id text collate "C" not null,
    valid_from date not null,
    constraint replica_about_pkey primary key (item_id, registry, element_id, valid_from),
    constraint replica_about_element_fkey foreign key (registry, element_id, valid_from)
        references replica_element (registry, element_id, valid_from) on delete cascade
);

create index replica_about_element_idx on replica_about (registry, element_id, valid_from);

-- Where the newest change of a registry stands in the feed: whoever keeps something made of the whole registry looks here
-- whether it is still good.
create table replica_change (
    registry text collate "C" not null,
    position bigint not null,
    constraint replica_change_pkey primary key (registry)
);

-- What was taken over before lacks these columns and registries: it is taken over anew, from the first event.
delete from replica_element;
delete from checkpoint where consumer = 'cases.elements';
