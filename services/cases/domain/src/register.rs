//! The register of filed acts: what is known to every agency of a deployment of what was filed against a party, and no more.
//!
//! An entry is read off a case ([`filing`]); it is written in the transaction of the act that changes it, and replaying the
//! record gives the same entries. It decides who was first to file (行政处罚法 §25(1)), that one act is fined once (§29), and
//! whether a breach is the first of its kind (§33(1)).

use std::collections::BTreeSet;

use calendar::{CivilDate, Years};
use serde::{Deserialize, Serialize};

use crate::disposal::Ruling;
use crate::limitation::GraveHarm;
use crate::procedure::penalty::Step;
use crate::referral::Step as ReferralStep;
use crate::summary_penalty::SummaryPenalty;
use crate::{
    Agency, Case, CaseCode, CaseId, Division, Fen, FineRange, ItemId, PartyId, Penalty, Procedure,
    Revocation, RevocationEffect,
};

/// Years for which an earlier breach of the same kind makes a later one no first offence, where the standard of discretion
/// sets no others.
///
/// Unit: years. The law sets none; standards commonly say two (not verified).
pub const FIRST_OFFENCE_WINDOW: Years = Years(2);

/// What the register says of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The case.
    pub case: CaseId,
    /// Its identity code.
    pub code: CaseCode,
    /// The agency that handles it.
    pub agency: Agency,
    /// The party.
    pub party: PartyId,
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub item_name: String,
    /// What tells the kind of breach: the item, and the articles that are broken.
    pub kinds: BTreeSet<String>,
    /// First day of the act.
    pub from: CivilDate,
    /// Day of the act, or on which a continuing act ended.
    pub to: CivilDate,
    /// Division of the place of the act.
    pub place: Option<Division>,
    /// Fine the item allows for the party.
    pub range: FineRange,
    /// How it stands.
    pub standing: Standing,
    /// Fine that stands.
    pub fine: Fen,
    /// Day of the decision that stands.
    pub decided_on: Option<CivilDate>,
}

/// How a filed act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 正在办理
    UnderWay,
    /// 已罚款
    Fined,
    /// 已认定违法，未罚款
    Established,
    /// 已了结，不影响他案
    Ended,
}

/// Over which days an act went on and with what harm, and why it is not one that was filed already.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Extent {
    /// Harm that makes the period longer in which it may be punished; none is claimed.
    #[serde(default)]
    pub harm: Option<GraveHarm>,
    /// First day of a continuing act; none: it was done on one day.
    #[serde(default)]
    pub from: Option<CivilDate>,
    /// Why it is another act than one on file; empty: it does not say so.
    #[serde(default)]
    pub separate: String,
}

impl Extent {
    /// First and last day of an act that ended on a day.
    pub fn days(&self, ended_on: CivilDate) -> (CivilDate, CivilDate) {
        let from = self.from.map_or(ended_on, |from| from.min(ended_on));
        (from, ended_on)
    }
}

impl Filing {
    /// Whether the act went on within these days.
    pub fn overlaps(&self, from: CivilDate, to: CivilDate) -> bool {
        self.from <= to && from <= self.to
    }

    /// Whether two filings look like the same act: on the same days, and under the same item, or by another agency at the
    /// same place.
    pub fn is_same_act(&self, other: &Self) -> bool {
        let same_place = match (&self.place, &other.place) {
            (Some(one), Some(two)) => one.covers(two) || two.covers(one),
            _ => false,
        };
        let same = self.item == other.item || (self.agency.id != other.agency.id && same_place);
        same && self.overlaps(other.from, other.to)
    }

    /// Whether it is a breach of one of these kinds, decided within the window before a day.
    pub fn is_breach_since(
        &self,
        kinds: &BTreeSet<String>,
        before: CivilDate,
        window: Years,
    ) -> bool {
        let established = matches!(self.standing, Standing::Fined | Standing::Established);
        let since = years_before(before, window);
        let decided = self
            .decided_on
            .is_some_and(|on| since <= on && on <= before);
        established && decided && self.kinds.iter().any(|kind| kinds.contains(kind))
    }
}

/// The same day some years earlier; of a 29 February the 28th.
pub fn years_before(day: CivilDate, years: Years) -> CivilDate {
    let year = day.year() - i32::try_from(years.0).unwrap_or(i32::MAX);
    CivilDate::ymd(year, day.month(), day.day())
        .or_else(|| CivilDate::ymd(year, day.month(), 28))
        .unwrap_or(day)
}

/// What the register says of a case; none: it is no penalty.
pub fn filing(case: &Case) -> Option<Filing> {
    let opening = &case.opening;
    let item = opening.items.first()?;
    let (days, range, decided) = match &case.procedure {
        Procedure::Inspection(_) => return None,
        Procedure::OrdinaryPenalty(it) => (it.extent.days(it.act_on), it.range, ordinary(it)),
        Procedure::SummaryPenalty(it) => ((it.act_on, it.act_on), it.range, summary(it)),
    };
    let kinds = item.violated.iter().cloned().chain([item.id.to_string()]);
    let standing = decided.map_or_else(
        || {
            if with_police(case) || !case.is_closed() {
                Standing::UnderWay
            } else {
                Standing::Ended
            }
        },
        |it| it.standing,
    );
    Some(Filing {
        case: opening.id,
        code: opening.code,
        agency: opening.agency.clone(),
        party: opening.party.id.clone(),
        item: item.id.clone(),
        item_name: item.name.clone(),
        kinds: kinds.collect(),
        from: days.0,
        to: days.1,
        place: opening.place.clone(),
        range,
        standing,
        fine: decided.map_or(Fen::ZERO, |it| it.fine),
        decided_on: decided.map(|it| it.on),
    })
}

/// A decision that stands.
#[derive(Clone, Copy)]
struct Decided {
    standing: Standing,
    fine: Fen,
    on: CivilDate,
}

/// The decision of an ordinary penalty, if one stands.
fn ordinary(penalty: &Penalty) -> Option<Decided> {
    let decision = penalty.decision.as_ref()?;
    if is_undone(penalty.revocation.as_ref()) {
        return None;
    }
    let standing = match &decision.disposal.ruling {
        Ruling::Punished => punished(decision.fine),
        Ruling::Spared(_) => Standing::Established,
        Ruling::ToPolice(_) => Standing::UnderWay,
        Ruling::NotEstablished | Ruling::ToOther(_) => Standing::Ended,
    };
    Some(Decided {
        standing,
        fine: decision.fine,
        on: decision.on,
    })
}

/// The decision of a summary penalty, if one stands.
fn summary(penalty: &SummaryPenalty) -> Option<Decided> {
    let decision = penalty.decision.as_ref()?;
    let stands = !is_undone(penalty.revocation.as_ref());
    stands.then(|| Decided {
        standing: punished(decision.fine),
        fine: decision.fine,
        on: decision.on,
    })
}

fn punished(fine: Fen) -> Standing {
    if fine > Fen::ZERO {
        Standing::Fined
    } else {
        Standing::Established
    }
}

/// Whether a decision no longer stands at all.
fn is_undone(revocation: Option<&Revocation>) -> bool {
    revocation.is_some_and(|it| {
        matches!(
            it.effect,
            RevocationEffect::Revoked | RevocationEffect::DeclaredVoid
        )
    })
}

/// With the police until they or the court have answered that nothing comes of it.
fn with_police(case: &Case) -> bool {
    let transferred = case
        .penalty()
        .is_some_and(|penalty| penalty.step == Step::Transferred);
    let last = case.referrals.last().map(|it| it.step);
    let theirs = [
        ReferralStep::Filed,
        ReferralStep::GoodsHanded,
        ReferralStep::Convicted,
    ];
    transferred && last.is_some_and(|step| theirs.contains(&step))
}
