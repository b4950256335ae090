-- Writes an act, if the case still stands at the version it was judged on: its row, who has newly had a part in it, the
-- clocks that changed, what it waits for, the document number it takes, its events and the answer. No row: somebody was faster.
with saved as (
    update cases
    set step = $3, closed = $4, version = $5, chain_head = $6, state = $7, updated_at = $8
    where case_id = $1 and version = $2
    returning case_id, agency_id, division
), parts as (
    insert into case_part (part, case_id)
    select part, saved.case_id
    from saved, unnest($9::text[]) as part
    on conflict on constraint case_part_pkey do nothing
), clocks as (
    insert into case_deadline (
        case_id, number, kind, state, start_on, nominal_on, due_on, provisional, settled_on, about, due_at, paused,
        agency_id, division
    )
    select
        saved.case_id, d.number, d.kind, d.state, d.start_on, d.nominal_on, d.due_on, d.provisional, d.settled_on,
        d.about, d.due_at, d.paused, saved.agency_id, saved.division
    from saved, unnest(
        $10::integer[], $11::text[], $12::text[], $13::date[], $14::date[], $15::date[], $16::boolean[], $17::date[],
        $18::integer[], $19::timestamptz[], $20::boolean[]
    ) with ordinality as d (
        number, kind, state, start_on, nominal_on, due_on, provisional, settled_on, about, due_at, paused, ordinal
    )
    -- A clock that ended gives way before another of its kind is started (case_deadline_running_key).
    order by d.ordinal
    on conflict on constraint case_deadline_pkey do update
    set state = excluded.state, settled_on = excluded.settled_on, start_on = excluded.start_on, nominal_on = excluded.nominal_on,
        due_on = excluded.due_on, due_at = excluded.due_at, provisional = excluded.provisional,
        paused = excluded.paused
), done as (
    delete from case_task t
    using saved
    where t.case_id = saved.case_id and t.number = any ($41::integer[])
), waiting as (
    insert into case_task (
        case_id, number, act, whom, officer_id, co_officer_id, due_on, agency_id, division, since
    )
    select
        saved.case_id, t.number, t.act, t.whom, t.officer_id, t.co_officer_id, t.due_on, $48, $49, $8
    from saved, unnest(
        $42::integer[], $43::text[], $44::text[], $45::text[], $46::text[], $47::date[]
    ) as t (number, act, whom, officer_id, co_officer_id, due_on)
    on conflict on constraint case_task_pkey do update
    set officer_id = excluded.officer_id, co_officer_id = excluded.co_officer_id, due_on = excluded.due_on
), decided as (
    insert into decided_fine (case_id, item_id, party, tier, division, agency_id, fine, decided_on)
    select saved.case_id, d.item_id, d.party, d.tier, $49, $48, d.fine, d.decided_on
    from saved, (select $50::text, $51::text, $52::text, $53::bigint, $54::date)
        as d (item_id, party, tier, fine, decided_on)
    where d.item_id is not null
    on conflict on constraint decided_fine_pkey do update
    set tier = excluded.tier, fine = excluded.fine, decided_on = excluded.decided_on
), numbered as (
    -- The number that the act was judged with. Whoever took it meanwhile makes this statement fail as a whole.
    insert into document_number (prefix, year, number, case_id, issued_on)
    select n.prefix, n.year, n.number, saved.case_id, n.issued_on
    from saved, (select $37::text, $38::integer, $39::bigint, $40::date) as n (prefix, year, number, issued_on)
    where n.prefix is not null
)
select feed_append(
    $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36
) as "appended!"
from saved
