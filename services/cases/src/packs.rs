//! The numbers that lines act by (参数包), as the element centre tells them.
//!
//! Every act looks where the newest change of a pack stands, in the statement that looks everything else up. Only when it has
//! moved are the packs read again: a pack is used from the next act on, in every process, without a restart. What was armed
//! before keeps the period it was armed with.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use calendar::{CivilDate, Period};
use cases_domain::{Domain, Fen, Figure, InForce, Parameters, Rule, Set};
use contract::elements::v1 as proto;
use contract::elements::v1::ParameterUnit;
use contract::elements::v1::element::Body;
use parameter::{Source, effective, holds_in, parameter_norm, rank};
use refusal::Fault;
use sqlx::{PgConnection, PgPool};
use statute::identifier::DivisionCode;
use statute::{Citation, Mark};

use crate::facts::domain;
use crate::store;

/// Lines and divisions whose numbers are kept ready; past it they are put together anew.
const MOST_KEPT: usize = 10_000;

/// What was told last, with its position in the feed.
type Kept = (i64, Arc<Told>);

/// The packs, as they stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Packs {
    held: Arc<RwLock<Option<Kept>>>,
}

/// The packs that were told.
#[derive(Debug, Default)]
pub(crate) struct Told {
    packs: Vec<Held>,
    ready: RwLock<HashMap<(Domain, String), Arc<Parameters>>>,
}

/// A version of a pack.
#[derive(Debug)]
struct Held {
    domain: Domain,
    from: CivilDate,
    to: Option<CivilDate>,
    pack: proto::ParameterPack,
}

impl Packs {
    /// The packs when the newest change of them that was taken over stands at a position; none: none was ever told.
    pub(crate) async fn of(
        &self,
        conn: &mut PgConnection,
        changed_at: Option<i64>,
    ) -> Result<Arc<Told>, Fault> {
        let Some(changed_at) = changed_at else {
            return Ok(Arc::default());
        };
        if let Some(told) = self.held(changed_at) {
            return Ok(told);
        }
        let (packs, unreadable) = read(conn).await?;
        for pack in unreadable {
            tracing::warn!(
                pack,
                "a parameter pack cannot be read: the law's own figures count"
            );
        }
        let told = Arc::new(Told {
            packs,
            ready: RwLock::default(),
        });
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        *held = Some((changed_at, Arc::clone(&told)));
        Ok(told)
    }

    fn held(&self, changed_at: i64) -> Option<Arc<Told>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let (at, told) = held.as_ref()?;
        (*at == changed_at).then(|| Arc::clone(told))
    }
}

/// The versions of packs that cannot be read, e.g. `pack-x@2026-01-01`: where they would hold, the law's own figures count.
pub async fn unreadable(pool: &PgPool) -> Result<Vec<String>, Fault> {
    let mut conn = pool.acquire().await?;
    Ok(read(&mut conn).await?.1)
}

async fn read(conn: &mut PgConnection) -> Result<(Vec<Held>, Vec<String>), Fault> {
    let (mut packs, mut unreadable) = (Vec::new(), Vec::new());
    for version in store::packs(conn).await? {
        let name = format!("{}@{}", version.element.id, version.element.valid_from);
        match version.element.body {
            Body::ParameterPack(pack) => match domain(pack.domain()) {
                Some(domain) if is_readable(&pack) => packs.push(Held {
                    domain,
                    from: version.element.valid_from,
                    to: version.to,
                    pack,
                }),
                _ => unreadable.push(name),
            },
            _ => unreadable.push(name),
        }
    }
    Ok((packs, unreadable))
}

fn is_readable(pack: &proto::ParameterPack) -> bool {
    let known = |parameter: &proto::Parameter| {
        parameter_norm(&parameter.key).is_some() && parameter.value > 0
    };
    DivisionCode::parse(&pack.division).is_ok()
        && rank(&pack.rank).is_some()
        && pack.parameters.iter().all(known)
}

impl Told {
    /// The numbers of a line in a division.
    pub(crate) fn of(&self, domain: Domain, division: &str) -> Arc<Parameters> {
        if self.packs.is_empty() {
            return Arc::default();
        }
        let key = (domain, division.to_owned());
        let ready = self.ready.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(parameters) = ready.get(&key) {
            return Arc::clone(parameters);
        }
        drop(ready);
        let parameters = Arc::new(self.put_together(domain, division));
        let mut ready = self.ready.write().unwrap_or_else(PoisonError::into_inner);
        if ready.len() >= MOST_KEPT {
            ready.clear();
        }
        ready.insert(key, Arc::clone(&parameters));
        parameters
    }

    fn put_together(&self, domain: Domain, division: &str) -> Parameters {
        let Ok(division) = DivisionCode::parse(division) else {
            return Parameters::default();
        };
        let held = self.packs.iter();
        let held: Vec<&Held> = held
            .filter(|held| held.domain == domain && holds_in(&held.pack, &division))
            .collect();
        let days: BTreeSet<CivilDate> = held
            .iter()
            .flat_map(|held| [Some(held.from), held.to])
            .flatten()
            .collect();
        let mut ends = days.iter().skip(1).copied();
        let spans = days.iter().map(|from| InForce {
            from: *from,
            to: ends.next(),
            set: set_on(&held, *from, &division),
        });
        Parameters::new(spans.collect())
    }
}

/// The numbers that packs set on a day.
fn set_on(held: &[&Held], on: CivilDate, division: &DivisionCode) -> BTreeMap<String, Set> {
    let in_force = |held: &&&Held| held.from <= on && held.to.is_none_or(|to| on < to);
    let in_force: Vec<&Held> = held.iter().filter(in_force).copied().collect();
    let packs: Vec<&proto::ParameterPack> = in_force.iter().map(|held| &held.pack).collect();
    let applies = effective(&packs, division).into_iter();
    let set = applies.filter_map(|(parameter, source)| {
        let Source::Pack(pack) = source else {
            return None;
        };
        let id = &pack.parameter_pack_id;
        let version = in_force
            .iter()
            .find(|it| it.pack.parameter_pack_id == *id)?;
        let rule = Rule {
            version: format!("{id}@{}", version.from),
            place: parameter.citation.clone(),
        };
        let set = Set {
            figure: figure(&parameter)?,
            citation: citation(&parameter)?,
            mark: if parameter.verified {
                Mark::Verified
            } else {
                Mark::Assumed
            },
            rule,
        };
        Some((parameter.key, set))
    });
    set.collect()
}

/// The place in a law that is known, else that which calls for the number.
fn citation(parameter: &proto::Parameter) -> Option<Citation> {
    let named = parameter.citation.parse().ok();
    named.or_else(|| Some(parameter_norm(&parameter.key)?.basis))
}

fn figure(parameter: &proto::Parameter) -> Option<Figure> {
    let count = u32::try_from(parameter.value).ok();
    let period = |of: fn(u32) -> Period| Some(Figure::Period(of(count?)));
    match parameter.unit() {
        ParameterUnit::WorkingDays => period(Period::working_days),
        ParameterUnit::Days => period(Period::days),
        ParameterUnit::Hours => period(Period::hours),
        ParameterUnit::Months => period(Period::months),
        ParameterUnit::Fen => {
            let fen = u64::try_from(parameter.value).ok()?;
            Some(Figure::Amount(Fen(fen)))
        }
        ParameterUnit::Times | ParameterUnit::Permille | ParameterUnit::Unspecified => None,
    }
}
