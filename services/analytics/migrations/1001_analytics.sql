-- Figures as projections: facts (what stands), tallies (what counts, one row for each thing counted), roll-ups (their sums at
-- every level of division) and the words for them. Everything here can be made anew from the feeds.

-- A case as the newest event left it.
create table case_fact (
    case_id uuid not null,
    -- Deployment whose feed tells of it; empty: this one.
    origin text collate "C" not null,
    code text collate "C" not null,
    kind text collate "C" not null,
    division text collate "C" not null,
    agency_id text collate "C" not null,
    agency_name text not null,
    domain text collate "C" not null,
    party_id text collate "C" not null,
    party_kind text collate "C" not null,
    back_entered boolean not null,
    step text collate "C" not null,
    opened_on date not null,
    site_on date,
    ordered_on date,
    decided_on date,
    served_on date,
    closed_on date,
    revoked_on date,
    fine_fen bigint not null,
    -- Whether the decision stands; a decision that was revoked or declared void does not.
    stands boolean not null,
    -- What may happen more than once: visits by day, payments by day in fen.
    many jsonb not null,
    constraint case_fact_pkey primary key (case_id),
    constraint case_fact_kind_known check (kind in ('INSPECTION', 'ORDINARY_PENALTY'))
) with (fillfactor = 80);

-- A warning as the newest event left it.
create table warning_fact (
    warning_id uuid not null,
    origin text collate "C" not null,
    case_id uuid not null,
    code text collate "C" not null,
    division text collate "C" not null,
    agency_id text collate "C" not null,
    agency_name text not null,
    domain text collate "C" not null,
    level text collate "C" not null,
    raised_on date not null,
    -- Whether it was raised where the case is handled; a higher deployment's own is not counted a second time.
    counts boolean not null,
    open boolean not null,
    constraint warning_fact_pkey primary key (warning_id)
) with (fillfactor = 80);

-- A publication as the newest event left it.
create table publication_fact (
    publication_id uuid not null,
    origin text collate "C" not null,
    case_id uuid not null,
    code text collate "C" not null,
    division text collate "C" not null,
    agency_id text collate "C" not null,
    agency_name text not null,
    domain text collate "C" not null,
    kind text collate "C" not null,
    published_on date not null,
    in_time boolean not null,
    withdrawn_on date,
    -- Whether it was published where the case is handled.
    counts boolean not null,
    constraint publication_fact_pkey primary key (publication_id)
) with (fillfactor = 80);

-- One thing that counts: what a figure drills down to, and what it is recounted from.
create table tally (
    -- analytics::measure::Measure.
    measure smallint not null,
    division text collate "C" not null,
    -- Day on which it counts; 1970-01-01 for what stands now.
    day date not null,
    -- The case, the warning or the publication.
    subject uuid not null,
    domain text collate "C" not null,
    kind text collate "C" not null,
    -- What else the measure is told apart by: step, level, kind of party, length.
    facet text collate "C" not null,
    -- Party, where different parties are counted.
    party_id text collate "C",
    amount bigint not null,
    origin text collate "C" not null,
    constraint tally_pkey primary key (measure, division, day, subject)
) with (fillfactor = 90);

-- Sums of tallies. Every tally stands in one row of each level: 1 province, 2 city, 3 county, 4 town. What an upper division
-- handles itself stands at the lower levels under its own, shorter code, so that the sums of every level are the same.
create table rollup (
    measure smallint not null,
    level smallint not null,
    -- 0: what stands now, 1: by month (the first day of it; down to counties), 2: by day.
    grain smallint not null,
    division text collate "C" not null,
    day date not null,
    domain text collate "C" not null,
    kind text collate "C" not null,
    facet text collate "C" not null,
    count bigint not null,
    amount bigint not null,
    constraint rollup_pkey primary key (measure, level, grain, division, day, domain, kind, facet),
    constraint rollup_level_known check (level between 1 and 4),
    constraint rollup_grain_known check (grain between 0 and 2)
) with (fillfactor = 80);

-- Where each tally stands in the roll-ups: what they are recounted from. 3 and 22 are what stands now.
create view placed as
select
    t.origin, t.measure, l.level, g.grain, left(t.division, l.digits) as division,
    case g.grain when 1 then t.day - (extract(day from t.day)::integer - 1) else t.day end as day,
    t.domain, t.kind, t.facet, t.amount
from tally t
cross join (values (1::smallint, 2), (2::smallint, 4), (3::smallint, 6), (4::smallint, 9)) as l (level, digits)
cross join (values (0::smallint), (1::smallint), (2::smallint)) as g (grain)
where case
    when t.measure in (3, 22) then g.grain = 0
    else g.grain = 2 or (g.grain = 1 and l.level < 4)
end;

-- Words for codes: names of divisions and agencies.
create table word (
    origin text collate "C" not null,
    registry text collate "C" not null,
    element_id text collate "C" not null,
    valid_from date not null,
    -- First day for which it no longer holds; null: open.
    valid_to date,
    name text not null,
    constraint word_pkey primary key (registry, element_id, origin, valid_from)
);

-- When the newest event that is counted was recorded, beside the checkpoint, which moves in the same transaction.
create table watermark (
    consumer text collate "C" not null,
    event_time timestamptz not null,
    constraint watermark_pkey primary key (consumer)
);
