-- Writes a new case: its row, who has a part in it, its clocks, the visits of the year that it is, its events and the answer.
with opened as (
    insert into cases (
        case_id, code, procedure, step, closed, agency_id, party_id, division,
        version, chain_head, state, created_at, updated_at
    )
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
    returning case_id, agency_id, division
), parts as (
    insert into case_part (part, case_id)
    select part, opened.case_id
    from opened, unnest($13::text[]) as part
), clocks as (
    insert into case_deadline (
        case_id, number, kind, state, start_on, nominal_on, due_on, provisional, settled_on, about, due_at, paused,
        agency_id, division
    )
    select
        opened.case_id, d.number, d.kind, d.state, d.start_on, d.nominal_on, d.due_on, d.provisional, d.settled_on,
        d.about, d.due_at, d.paused, opened.agency_id, opened.division
    from opened, unnest(
        $14::integer[], $15::text[], $16::text[], $17::date[], $18::date[], $19::date[], $20::boolean[], $21::date[],
        $22::integer[], $23::timestamptz[], $24::boolean[]
    ) as d (number, kind, state, start_on, nominal_on, due_on, provisional, settled_on, about, due_at, paused)
), waiting as (
    insert into case_task (
        case_id, number, act, whom, officer_id, co_officer_id, due_on, agency_id, division, since
    )
    select opened.case_id, t.number, t.act, t.whom, t.officer_id, t.co_officer_id, t.due_on, $6, $8, $12
    from opened, unnest(
        $41::integer[], $42::text[], $43::text[], $44::text[], $45::text[], $46::date[]
    ) as t (number, act, whom, officer_id, co_officer_id, due_on)
), visits as (
    -- The numbers that the act was judged with. Whoever took one meanwhile makes this statement fail as a whole.
    insert into inspection_visit (party_id, item_id, county, year, number, case_id)
    select $7, v.item_id, left($8, 6), v.year, v.number, opened.case_id
    from opened, unnest($47::text[], $48::integer[], $49::integer[]) as v (item_id, year, number)
)
select feed_append(
    $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40
) as "appended!"
from opened
