//! What is asked: definitions, filter and grouping that fit each other.

use actor::Actor;
use contract::analytics::v1 as proto;
use contract::cases::v1::Procedure;
use refusal::Refusal;

use super::parse;
use crate::definition::{Definition, Facet};
use crate::figure::{Filter, Grouping};
use crate::reasons;
use crate::step::{self, Kind};

/// Most definitions in one request.
const MANY: usize = 50;
/// Most days that figures are grouped by.
const MANY_DAYS: i64 = 400;

/// A question about figures.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) definitions: Vec<&'static Definition>,
    pub(super) filter: Filter,
    pub(super) grouping: Grouping,
}

impl Ask {
    /// Reads a request.
    pub(super) fn read(
        actor: &Actor,
        definition_ids: &[String],
        filter: Option<&proto::FigureFilter>,
        grouping: i32,
    ) -> Result<Self, Refusal> {
        let definitions = definitions(definition_ids)?;
        let blank = proto::FigureFilter::default();
        let given = filter.unwrap_or(&blank);
        let filter = read_filter(actor, given)?;
        let (grouping, facet) = read_grouping(grouping)?;
        for definition in &definitions {
            fits(definition, &filter, grouping, facet)?;
        }
        if grouping == Grouping::Day {
            not_too_many_days(&filter)?;
        }
        Ok(Self {
            definitions,
            filter,
            grouping,
        })
    }
}

/// What a definition may be grouped by.
pub(super) fn groupings(definition: &Definition) -> Vec<proto::Grouping> {
    let mut groupings = vec![proto::Grouping::Division, proto::Grouping::Line];
    if definition.knows_kinds() {
        groupings.push(proto::Grouping::Kind);
    }
    match definition.facet() {
        Facet::None => {}
        Facet::Step => groupings.push(proto::Grouping::Step),
        Facet::Level => groupings.push(proto::Grouping::Level),
        Facet::PartyKind => groupings.push(proto::Grouping::PartyKind),
    }
    if !definition.stands() {
        groupings.extend([proto::Grouping::Day, proto::Grouping::Month]);
    }
    groupings
}

fn definitions(ids: &[String]) -> Result<Vec<&'static Definition>, Refusal> {
    if ids.is_empty() || ids.len() > MANY {
        return Err(Refusal::malformed(
            "definition_ids",
            format!("must have 1 to {MANY} entries"),
            format!("应为1至{MANY}项"),
        ));
    }
    let known = |id: &String| {
        Definition::of(id).ok_or_else(|| {
            Refusal::malformed(
                "definition_ids",
                "must be ids that ListDefinitions gives",
                "应为指标目录中已有的指标编号",
            )
        })
    };
    let definitions: Vec<_> = ids.iter().map(known).collect::<Result<_, _>>()?;
    let mut unique: Vec<&str> = ids.iter().map(String::as_str).collect();
    unique.sort_unstable();
    unique.dedup();
    if unique.len() < ids.len() {
        return Err(Refusal::malformed(
            "definition_ids",
            "must not repeat",
            "不能重复",
        ));
    }
    Ok(definitions)
}

fn read_filter(actor: &Actor, given: &proto::FigureFilter) -> Result<Filter, Refusal> {
    let kind = match Procedure::try_from(given.procedure) {
        Ok(Procedure::Unspecified) => None,
        Ok(Procedure::Inspection) => Some(Kind::Inspection),
        Ok(Procedure::OrdinaryPenalty) => Some(Kind::OrdinaryPenalty),
        Ok(Procedure::SummaryPenalty) => Some(Kind::SummaryPenalty),
        Err(_) => {
            let rule = "must be one that exists";
            return Err(Refusal::malformed(
                "filter.procedure",
                rule,
                "应为已有的程序",
            ));
        }
    };
    let facet = match given.step.as_str() {
        "" => None,
        step if step::zh(step).is_some() => Some(step.to_owned()),
        _ => {
            let rule = "must be the name of a step, e.g. NOTICED";
            return Err(Refusal::malformed(
                "filter.step",
                rule,
                "应为已有的步骤名称",
            ));
        }
    };
    let from = parse::day("filter.from_date", &given.from_date)?;
    let to = parse::day("filter.to_date", &given.to_date)?;
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        let rule = "must not be before from_date";
        return Err(Refusal::malformed(
            "filter.to_date",
            rule,
            "不能早于开始日期",
        ));
    }
    Ok(Filter {
        scope: parse::division(actor, &given.division)?,
        domain: parse::domain(&given.domain)?,
        kind,
        facet,
        from,
        to,
    })
}

fn read_grouping(grouping: i32) -> Result<(Grouping, Facet), Refusal> {
    let grouping = match proto::Grouping::try_from(grouping) {
        Ok(proto::Grouping::Unspecified) => Grouping::None,
        Ok(proto::Grouping::Division) => Grouping::Division,
        Ok(proto::Grouping::Line) => Grouping::Line,
        Ok(proto::Grouping::Kind) => Grouping::Kind,
        Ok(proto::Grouping::Day) => Grouping::Day,
        Ok(proto::Grouping::Month) => Grouping::Month,
        Ok(proto::Grouping::Step) => return Ok((Grouping::Facet, Facet::Step)),
        Ok(proto::Grouping::Level) => return Ok((Grouping::Facet, Facet::Level)),
        Ok(proto::Grouping::PartyKind) => return Ok((Grouping::Facet, Facet::PartyKind)),
        Err(_) => {
            let rule = "must be one that exists";
            return Err(Refusal::malformed("grouping", rule, "应为已有的分组方式"));
        }
    };
    Ok((grouping, Facet::None))
}

/// Whether a definition knows what it is to be filtered and grouped by.
fn fits(
    definition: &Definition,
    filter: &Filter,
    grouping: Grouping,
    facet: Facet,
) -> Result<(), Refusal> {
    let refused = |path, what: &str, what_zh: &str| {
        Err(Refusal::new(
            &reasons::NOT_GROUPED_SO,
            format!("{} does not know {what}", definition.id),
            format!("指标“{}”不区分{what_zh}", definition.name),
        )
        .with_field(
            path,
            format!("must not be {what}"),
            format!("不能是{what_zh}"),
        ))
    };
    if filter.facet.is_some() && definition.facet() != Facet::Step {
        return refused("filter.step", "steps", "办理步骤");
    }
    let kind_fits = definition.knows_kinds() || definition.part().kind == filter.kind;
    if filter.kind.is_some() && !kind_fits {
        return refused("filter.procedure", "procedures", "程序种类");
    }
    match grouping {
        Grouping::Kind if !definition.knows_kinds() => {
            refused("grouping", "procedures", "程序种类")
        }
        Grouping::Facet if definition.facet() != facet => {
            refused("grouping", "these parts", "该分组方式")
        }
        Grouping::Day | Grouping::Month if definition.stands() => {
            refused("grouping", "days", "日期（该指标为当前数）")
        }
        _ => Ok(()),
    }
}

fn not_too_many_days(filter: &Filter) -> Result<(), Refusal> {
    let days = filter.from.zip(filter.to);
    if days.is_some_and(|(from, to)| (to - from).num_days() < MANY_DAYS) {
        return Ok(());
    }
    Err(Refusal::malformed(
        "filter.from_date",
        format!("must be at most {MANY_DAYS} days before to_date to group by day"),
        format!("按日分组时，统计期间不能超过{MANY_DAYS}日"),
    ))
}
