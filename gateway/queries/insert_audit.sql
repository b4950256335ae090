with opened as (
    insert into audit (
        call_id, at, principal, username, agency_id, division, method, source, request_id, trace_id,
        writer, seq, previous_hash, hash
    )
    select
        call_id, at, principal, username, agency_id, division, method, source, request_id, trace_id,
        $1::uuid, seq, previous_hash, hash
    from unnest(
        $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[], $11::text[], $12::bigint[], $13::bytea[], $14::bytea[]
    ) as row (
        call_id, at, principal, username, agency_id, division, method, source, request_id, trace_id,
        seq, previous_hash, hash
    )
)
insert into audit_outcome (
    call_id, at, username, object, outcome, reason, duration_us, writer, seq, previous_hash, hash
)
select
    call_id, at, username, object, outcome, reason, duration_us, $1::uuid, seq, previous_hash, hash
from unnest(
    $15::uuid[], $16::timestamptz[], $17::text[], $18::text[], $19::text[], $20::text[], $21::bigint[],
    $22::bigint[], $23::bytea[], $24::bytea[]
) as row (
    call_id, at, username, object, outcome, reason, duration_us, seq, previous_hash, hash
)
