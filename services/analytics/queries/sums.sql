-- Sums of one division, by measure, key, procedure and facet. Each measure and span of days is one range of the index: the
-- sum within the lateral keeps the planner from joining in any other way.
select
    m.measure as "measure!", x.key as "key!", x.kind as "kind!", x.facet as "facet!",
    sum(x.count)::bigint as "count!", sum(x.amount)::bigint as "amount!"
from unnest($1::smallint[]) as m (measure)
cross join unnest($2::smallint[], $3::date[], $4::date[]) as s (grain, day_from, day_before)
cross join lateral (
    select
        case $9::smallint
            when 1 then r.division
            when 2 then r.domain
            when 3 then to_char(r.day, 'YYYY-MM-DD')
            when 4 then to_char(r.day, 'YYYY-MM')
            else ''
        end as key,
        r.kind, r.facet, sum(r.count) as count, sum(r.amount) as amount
    from rollup r
    where r.measure = m.measure and r.level = $5 and r.grain = s.grain and r.division = $6
        and r.day >= s.day_from and r.day < s.day_before
        and ($7::text is null or r.domain = $7)
        and ($8::text is null or r.kind = $8)
    group by 1, r.kind, r.facet
) x
group by m.measure, x.key, x.kind, x.facet
order by m.measure, x.key, x.kind, x.facet
