-- The same for the divisions of a level between two codes, each by its own. They are found by skipping from one to the next
-- in the index: a step for each division, however many rows it has.
select
    m.measure as "measure!", x.division as "key!", x.kind as "kind!", x.facet as "facet!",
    sum(x.count)::bigint as "count!", sum(x.amount)::bigint as "amount!"
from unnest($1::smallint[]) as m (measure)
cross join unnest($2::smallint[], $3::date[], $4::date[]) as s (grain, day_from, day_before)
cross join lateral (
    with recursive below (division) as (
        (
            select r.division
            from rollup r
            where r.measure = m.measure and r.level = $5 and r.grain = s.grain
                and r.division >= $6 and r.division < $7
            order by r.division
            limit 1
        )
        union all
        select (
            select r.division
            from rollup r
            where r.measure = m.measure and r.level = $5 and r.grain = s.grain
                and r.division > b.division and r.division < $7
            order by r.division
            limit 1
        )
        from below b
        where b.division is not null
    )
    select b.division from below b where b.division is not null
) d
cross join lateral (
    select r.division, r.kind, r.facet, sum(r.count) as count, sum(r.amount) as amount
    from rollup r
    where r.measure = m.measure and r.level = $5 and r.grain = s.grain and r.division = d.division
        and r.day >= s.day_from and r.day < s.day_before
        and ($8::text is null or r.domain = $8)
        and ($9::text is null or r.kind = $9)
    group by r.division, r.kind, r.facet
) x
group by m.measure, x.division, x.kind, x.facet
order by m.measure, x.division, x.kind, x.facet
