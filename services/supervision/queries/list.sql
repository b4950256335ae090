-- Warnings that the caller may see, newest first. The groups (origin, line, rule, state) that the scope holds any of stand in
-- warning_count; each is read from its newest entry down and stops at the page's size, so that a rare state or rule is found
-- as fast as a frequent one: every condition on a warning is a column of the index, and the order names them all, so that no
-- other index will do. One branch for each kind of scope. Digits sort before ':'.
with groups as not materialized (
    select k.division, k.agency_id, k.origin, k.domain, k.rule, k.state
    from warning_count k
    where k.count > 0
        and ($3::text is null or k.state = $3)
        and ($4::text[] is null or k.rule = any ($4))
        and ($5::text is null or k.domain = $5)
        and ($6::text is null or k.origin = $6)
), seen as (
    select found.warning_id
    from unnest($8::text[]) as mine (code)
    cross join lateral (
        select distinct c.division, c.origin, c.domain, c.rule, c.state
        from groups c
        where c.agency_id = mine.code
                and ($7::text is null or starts_with(c.division, $7))
    ) g
    cross join lateral (
        select w.warning_id
        from warning w
        where w.agency_id = mine.code and w.division = g.division
            and w.origin = g.origin and w.domain = g.domain and w.rule = g.rule and w.state = g.state
            and w.warning_id < $1
        order by w.agency_id desc, w.division desc, w.origin desc, w.domain desc, w.rule desc, w.state desc, w.warning_id desc
        limit $2
    ) found
    union
    select found.warning_id
    from unnest($9::text[]) as mine (code)
    cross join lateral (
        select distinct c.origin, c.domain, c.rule, c.state
        from groups c
        where c.division >= mine.code and c.division < mine.code || ':'
    ) g
    cross join lateral (
        select w.warning_id
        from warning w
        where w.province = mine.code
            and w.origin = g.origin and w.domain = g.domain and w.rule = g.rule and w.state = g.state
            and w.warning_id < $1
        order by w.province desc, w.origin desc, w.domain desc, w.rule desc, w.state desc, w.warning_id desc
        limit $2
    ) found
    union
    select found.warning_id
    from unnest($10::text[]) as mine (code)
    cross join lateral (
        select distinct c.origin, c.domain, c.rule, c.state
        from groups c
        where c.division >= mine.code and c.division < mine.code || ':'
    ) g
    cross join lateral (
        select w.warning_id
        from warning w
        where w.city = mine.code
            and w.origin = g.origin and w.domain = g.domain and w.rule = g.rule and w.state = g.state
            and w.warning_id < $1
        order by w.city desc, w.origin desc, w.domain desc, w.rule desc, w.state desc, w.warning_id desc
        limit $2
    ) found
    union
    select found.warning_id
    from unnest($11::text[]) as mine (code)
    cross join lateral (
        select distinct c.origin, c.domain, c.rule, c.state
        from groups c
        where c.division >= mine.code and c.division < mine.code || ':'
    ) g
    cross join lateral (
        select w.warning_id
        from warning w
        where w.county = mine.code
            and w.origin = g.origin and w.domain = g.domain and w.rule = g.rule and w.state = g.state
            and w.warning_id < $1
        order by w.county desc, w.origin desc, w.domain desc, w.rule desc, w.state desc, w.warning_id desc
        limit $2
    ) found
    union
    select found.warning_id
    from unnest($12::text[]) as mine (code)
    cross join lateral (
        select distinct c.origin, c.domain, c.rule, c.state
        from groups c
        where c.division >= mine.code and c.division < mine.code || ':'
    ) g
    cross join lateral (
        select w.warning_id
        from warning w
        where w.division = mine.code
            and w.origin = g.origin and w.domain = g.domain and w.rule = g.rule and w.state = g.state
            and w.warning_id < $1
        order by w.division desc, w.origin desc, w.domain desc, w.rule desc, w.state desc, w.warning_id desc
        limit $2
    ) found
), picked as materialized (
    select s.warning_id
    from seen s
    order by s.warning_id desc
    limit $2
)
-- The limit keeps this a lookup by id.
select
    w.warning_id, w.origin, w.rule, w.rule_version, w.case_id, w.object, w.case_code, w.agency_id, w.agency_name,
    w.division, w.domain, w.reason, w.citation, w.ground_on, w.raised_on, w.state, w.explain_by, w.question,
    w.explanation, w.outcome, w.close_note, w.version, w.chain_head as "chain_head: Hash", w.created_at, w.updated_at
from picked p
cross join lateral (
    select
        k.warning_id, k.origin, k.rule, k.rule_version, k.case_id, k.object, k.case_code, k.agency_id, k.agency_name,
        k.division, k.domain, k.reason, k.citation, k.ground_on, k.raised_on, k.state, k.explain_by, k.question,
        k.explanation, k.outcome, k.close_note, k.version, k.chain_head, k.created_at, k.updated_at
    from warning k
    where k.warning_id = p.warning_id
    limit 1
) w
order by w.warning_id desc
