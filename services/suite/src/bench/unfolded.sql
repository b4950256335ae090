\set n random(1, 50000)
\set r random(1, 9000000000000000000)
begin;
select method, payload_hash, response from answer where principal = :principal and request_id = lpad(to_hex(:r::bigint), 32, '0')::uuid;
select version, chain_head, state, created_at, updated_at from cases where case_id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid for update \gset
select applied_at from checkpoint where consumer = 'cases.elements';
select position from replica_change where registry = 'holiday_calendar';
select position from replica_change where registry = 'parameter_pack';
select registry, element_id, valid_from, body from replica_element where registry = 'officer' and element_id = any (array[:officer, :co_officer]) and valid_from <= :day::date and (valid_to is null or :day::date < valid_to);
select registry, element_id, valid_from, body from replica_element where officer_id = any (array[:officer, :co_officer]) and valid_from <= :day::date and (valid_to is null or :day::date < valid_to);
select registry, element_id, valid_from, body from replica_element where registry = 'agency' and element_id = :agency and agency_ids <> '{}' and valid_from <= :day::date and (valid_to is null or :day::date < valid_to);
insert into record (id, aggregatetype, aggregateid, aggregateversion, type, payload, division, actor, request_id, trace_id, recorded_at, previous_hash, hash) values ((lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(:r::bigint), 19, '0'))::uuid, 'case', '00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'), :version::bigint + 1, :type, :payload::bytea, :division, :principal, lpad(to_hex(:r::bigint), 32, '0')::uuid, '', now(), :chain_head::bytea, :hash::bytea) returning event_id \gset
insert into outbox (event_id) values (:event_id::bigint);
insert into answer (principal, request_id, method, payload_hash, response, answered_at) values (:principal, lpad(to_hex(:r::bigint), 32, '0')::uuid, :method, :hash::bytea, :response::bytea, now());
update cases set step = :step, closed = false, version = :version::bigint + 1, chain_head = :hash::bytea, state = :state::jsonb, updated_at = now() where case_id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid and version = :version::bigint;
commit;
