-- Under which revenue item a fine is paid is asked for by the agency whose fine it is.
create index replica_element_revenue_agency_idx on replica_element using gin (agency_ids) where registry = 'revenue_mapping';
