-- Rows behind a figure, after a place, in the order of the key. The page is cut first, and only its rows are looked up.
with page as (
    select t.measure, t.division, t.day, t.subject, t.domain, t.amount, t.origin
    from tally t
    where t.measure = any ($1)
        and t.division >= $2 and t.division < $3
        and t.day >= $4 and t.day < $5
        and ($6::text is null or t.domain = $6)
        and ($7::text is null or t.kind = $7)
        and ($8::text[] is null or t.facet = any ($8))
        and (t.measure, t.division, t.day, t.subject) > ($9::smallint, $10::text, $11::date, $12::uuid)
    order by t.measure, t.division, t.day, t.subject
    limit $13
)
select
    p.measure as "measure!", p.division as "division!", p.day as "day!", p.subject as "subject!",
    p.domain as "domain!", p.amount as "amount!", p.origin as "origin!",
    coalesce(c.case_id, w.case_id, b.case_id, p.subject) as "case_id!",
    coalesce(c.code, w.code, b.code, '') as "code!",
    coalesce(c.agency_id, w.agency_id, b.agency_id, '') as "agency_id!",
    coalesce(c.agency_name, w.agency_name, b.agency_name, '') as "agency_name!"
from page p
left join case_fact c on c.case_id = p.subject
left join warning_fact w on w.warning_id = p.subject
left join publication_fact b on b.publication_id = p.subject
order by p.measure, p.division, p.day, p.subject
