//! What a fine is weighed by, and what was decided on the same item before.

use calendar::CivilDate;
use cases_domain::{Case, CaseId, ItemId};
use refusal::Fault;
use sqlx::PgConnection;

use super::load::Element;
use super::read_date;

/// On which of the two days an element stood so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// The day of the act.
    Act,
    /// The day of the decision.
    Decision,
}

/// An item with its standards and the lists about it, as they stood on the day of the act and stand on that of the decision.
pub(crate) async fn weighable(
    conn: &mut PgConnection,
    item: &ItemId,
    act_on: CivilDate,
    decided_on: CivilDate,
) -> Result<Vec<(Moment, Element)>, Fault> {
    let rows = sqlx::query!(
        r#"
        select m.at_act as "at_act!", f.element_id as "element_id!", f.valid_from as "valid_from!", f.body as "body!"
        from (values (true, $2::date), (false, $3::date)) as m (at_act, on_day)
        cross join lateral (
            select e.registry, e.element_id, e.valid_from, e.body
            from replica_element e
            where e.registry = 'item' and e.element_id = $1
                and e.valid_from <= m.on_day and (e.valid_to is null or m.on_day < e.valid_to)
            union all
            select e.registry, e.element_id, e.valid_from, e.body
            from replica_about b
            join replica_element e
                on e.registry = b.registry and e.element_id = b.element_id and e.valid_from = b.valid_from
            where b.item_id = $1 and b.registry in ('standard', 'leniency_list')
                and e.valid_from <= m.on_day and (e.valid_to is null or m.on_day < e.valid_to)
        ) f
        order by m.at_act desc, f.registry, f.element_id
        "#,
        item.as_str(),
        act_on.naive(),
        decided_on.naive()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let moment = if row.at_act {
                Moment::Act
            } else {
                Moment::Decision
            };
            let element = Element::read(row.element_id, row.valid_from, &row.body)?;
            Ok((moment, element))
        })
        .collect()
}

/// Which decided cases are alike.
#[derive(Debug, Clone)]
pub(crate) struct Alike {
    /// The item.
    pub(crate) item: String,
    /// `PERSON` or `ORGANISATION`.
    pub(crate) party: &'static str,
    /// Only of this tier.
    pub(crate) tier: Option<String>,
    /// Decided on this day or later.
    pub(crate) since: CivilDate,
    /// Only of this division and below.
    pub(crate) division: Option<String>,
    /// Not this case.
    pub(crate) except: Option<CaseId>,
}

/// What was decided in cases that are alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spread {
    /// How many.
    pub(crate) count: i64,
    /// Lowest, lower quarter, middle, upper quarter and highest fine, in fen.
    pub(crate) fines: [i64; 5],
}

/// One of them.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    /// The case.
    pub(crate) case_id: CaseId,
    /// Tier that was applied.
    pub(crate) tier: String,
    /// Agency that decided.
    pub(crate) agency: String,
    /// Fine in fen.
    pub(crate) fine: i64,
    /// Day.
    pub(crate) on: CivilDate,
}

/// How the fines of cases that are alike are spread.
pub(crate) async fn spread(conn: &mut PgConnection, alike: &Alike) -> Result<Spread, Fault> {
    let row = sqlx::query!(
        r#"
        select
            count(*) as "count!",
            coalesce(min(d.fine), 0) as "least!",
            coalesce(percentile_disc(0.25) within group (order by d.fine), 0) as "lower!",
            coalesce(percentile_disc(0.5) within group (order by d.fine), 0) as "middle!",
            coalesce(percentile_disc(0.75) within group (order by d.fine), 0) as "upper!",
            coalesce(max(d.fine), 0) as "most!"
        from decided_fine d
        where d.item_id = $1 and d.party = $2 and d.decided_on >= $3
            and ($4::text is null or d.tier = $4)
            and ($5::text is null or starts_with(d.division, $5))
            and ($6::uuid is null or d.case_id <> $6)
        "#,
        alike.item,
        alike.party,
        alike.since.naive(),
        alike.tier.as_deref(),
        alike.division.as_deref(),
        alike.except.map(|id| id.0)
    )
    .fetch_one(conn)
    .await?;
    Ok(Spread {
        count: row.count,
        fines: [row.least, row.lower, row.middle, row.upper, row.most],
    })
}

/// The newest of them.
pub(crate) async fn newest(
    conn: &mut PgConnection,
    alike: &Alike,
    limit: i64,
) -> Result<Vec<Decided>, Fault> {
    let rows = sqlx::query!(
        r#"
        select d.case_id, d.tier, d.agency_id, d.fine, d.decided_on
        from decided_fine d
        where d.item_id = $1 and d.party = $2 and d.decided_on >= $3
            and ($4::text is null or d.tier = $4)
            and ($5::text is null or starts_with(d.division, $5))
            and ($6::uuid is null or d.case_id <> $6)
        order by d.decided_on desc, d.case_id
        limit $7
        "#,
        alike.item,
        alike.party,
        alike.since.naive(),
        alike.tier.as_deref(),
        alike.division.as_deref(),
        alike.except.map(|id| id.0),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Decided {
                case_id: CaseId(row.case_id),
                tier: row.tier,
                agency: row.agency_id,
                fine: row.fine,
                on: read_date(row.decided_on)?,
            })
        })
        .collect()
}

/// What an act decided, for whoever decides on the same item again.
pub(super) struct Decision<'a> {
    pub(super) item: &'a str,
    pub(super) party: &'static str,
    pub(super) tier: &'a str,
    pub(super) fine: i64,
    pub(super) on: CivilDate,
}

impl<'a> Decision<'a> {
    /// The decision that an act made or changed; none: it made none.
    pub(super) fn new(before: &Case, after: &'a Case) -> Option<Self> {
        let decision = after.penalty()?.decision.as_ref()?;
        let was = before.penalty().and_then(|it| it.decision.as_ref());
        if was == Some(decision) {
            return None;
        }
        let weighing = after.weighings.last();
        let tier = weighing.and_then(|it| it.question.at_act.tier.as_ref());
        Some(Self {
            item: after.opening.items.first()?.id.as_str(),
            party: party_class(after),
            tier: tier.map_or("", |tier| tier.name.as_str()),
            fine: i64::try_from(decision.fine.0).unwrap_or(i64::MAX),
            on: decision.on,
        })
    }
}

/// The kind of the case's party as fines tell parties apart.
pub(crate) fn party_class(case: &Case) -> &'static str {
    if case.opening.party.kind.in_law().counts_as_person() {
        "PERSON"
    } else {
        "ORGANISATION"
    }
}
